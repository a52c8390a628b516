package org.meshtrio.course.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LabPageTest {

	private static final String CLEAN = "\n```sh clean\nkubectl delete all -l trio.lab=some\n```\n";

	@TempDir
	Path home;

	@Test
	void readsHeadAndBlocks() throws Exception {
		LabPage page = page("""
				# Some lab

				routing, 5 minutes: something happens.

				Text with `code`.

				```sh first
				kubectl apply -f x \\
				  -f y
				```

				```text
				printed
				```
				""" + CLEAN);
		assertThat(page.title()).isEqualTo("Some lab");
		assertThat(page.group()).isEqualTo("routing");
		assertThat(page.minutes()).isEqualTo(5);
		assertThat(page.summary()).isEqualTo("something happens.");
		assertThat(page.blocks()).containsExactly(Map.entry("first", "kubectl apply -f x \\\n  -f y\n"),
				Map.entry("clean", "kubectl delete all -l trio.lab=some\n"));
	}

	@Test
	void refusesAnInvalidPage() {
		String head = "# Some\n\nrouting, 1 minute: a.\n";
		assertRefused("Some\n", "doesn't begin with");
		assertRefused(head + "```sh\nls\n```\n" + CLEAN, "has a shell block without a name");
		assertRefused(head + "```sh a\nls\n```\n```sh a\nls\n```\n" + CLEAN, "has two shell blocks called a");
		assertRefused(head + CLEAN + "```sh a\nls\n```\n", "doesn't end with a shell block called clean");
		assertRefused(head, "doesn't end with a shell block called clean");
		assertThatThrownBy(() -> LabPage.read(this.home, "other")).isInstanceOf(LabException.class)
			.hasMessageStartingWith("there is no ");
	}

	private void assertRefused(String text, String message) {
		assertThatThrownBy(() -> page(text)).isInstanceOf(LabException.class).hasMessageContaining(message);
	}

	private LabPage page(String text) throws IOException, LabException {
		Path folder = Files.createDirectories(this.home.resolve("istio/labs/some"));
		Files.writeString(folder.resolve("README.md"), text);
		return LabPage.read(this.home, "some");
	}

}
