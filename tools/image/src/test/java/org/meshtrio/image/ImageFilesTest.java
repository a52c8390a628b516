package org.meshtrio.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ImageFilesTest {

	@TempDir
	private Path folder;

	@Test
	void theJarsAreFirstInTheirOrderAndNoFolderShortensWhatTheyShare() throws IOException {
		ImageFiles files = new ImageFiles(TestImage.plan(this.folder, "b.jar", "a.jar"));

		assertThat(files.command("", "java", "/app/services.aot")).containsExactly("java",
				"-XX:AOTCache=/app/services.aot", "-cp",
				"/app/libs/b.jar:/app/libs/a.jar:/app/libs/../resources:/app/libs/../classes", "org.example.Main");
	}

	@Test
	void aCopyHasTheTimesOfTheImage() throws IOException {
		Path root = this.folder.resolve("root");
		new ImageFiles(TestImage.plan(this.folder, "b.jar", "a.jar")).copyJars(root);

		assertThat(Files.getLastModifiedTime(root.resolve("app/libs/a.jar")).toMillis()).isEqualTo(1000);
		assertThat(root.resolve("app/jib-classpath-file")).doesNotExist();
	}

	@Test
	void anotherContentIsAnotherImage() throws IOException {
		ImageFiles files = new ImageFiles(TestImage.plan(this.folder, "a.jar"));
		assertThat(files.contents()).isEqualTo(new ImageFiles(TestImage.plan(this.folder, "a.jar")).contents());
		String before = files.contents().get(0);
		Files.writeString(this.folder.resolve("a.jar"), "changed");

		assertThat(files.contents().get(0)).startsWith("/app/libs/a.jar ").isNotEqualTo(before);
	}

	@Test
	void aPlanWithoutAClassPathIsAnError() {
		ContainerBuildPlan plan = ContainerBuildPlan.builder().build();

		assertThatIllegalStateException().isThrownBy(() -> new ImageFiles(plan))
			.withMessageStartingWith("Jib wrote no /app/jib-classpath-file: ");
	}

}
