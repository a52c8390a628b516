package org.meshtrio.cli.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceJvmTest {

	@Test
	void aJvmStartsWithTheSettings() throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(ServiceJvm.ARGUMENTS);
		command.add("-version");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		assertThat(new String(process.getInputStream().readAllBytes())).doesNotContain("Unrecognized", "warning");
		assertThat(process.waitFor()).isZero();
	}

	@Test
	void theHeapIsBoundedAndAServiceWithoutMemoryEnds() {
		assertThat(ServiceJvm.ARGUMENTS).anyMatch((argument) -> argument.matches("-Xmx\\d+m"))
			.contains("-XX:+ExitOnOutOfMemoryError");
	}

	@Test
	void theImageHasTheSameAndNoModuleItsOwn() throws Exception {
		String pom = Files.readString(Path.of("..", "..", "pom.xml"));
		assertThat(property(pom, "service.jvm").split(" +")).containsExactlyElementsOf(ServiceJvm.ARGUMENTS);
		assertThat(property(pom, "service.jvm.image")).startsWith("${service.jvm} ");
		assertThat(property(pom, "JDK_JAVA_OPTIONS")).isEqualTo("${service.jvm.image}");
	}

	private static String property(String pom, String name) {
		Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">(.*)</" + Pattern.quote(name) + ">").matcher(pom);
		assertThat(value.find()).as(name).isTrue();
		return value.group(1);
	}

}
