package org.meshtrio.bench;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChainSettingsTest {

	private static final Path JDK = Path.of(System.getProperty("java.home"));

	private static final ChainSettings SHIPPED = new ChainSettings("", Path.of("here"), Path.of("jdk"),
			List.of("-Xmx64m"), 0, false, List.of("--a=b"));

	@Test
	void settingsAddToTheShippedOnes() {
		ChainSettings read = ChainSettings.parse("large=-Xmx96m --c=d  -Xmn32m", SHIPPED);
		assertThat(read).isEqualTo(new ChainSettings("large", Path.of("here"), Path.of("jdk"),
				List.of("-Xmx64m", "-Xmx96m", "-Xmn32m"), 0, false, List.of("--a=b", "--c=d")));
	}

	@Test
	void settingsReplaceTheShippedOnes() {
		ChainSettings read = ChainSettings.parse("x=jvm=none trio=there cores=1 fan-out java=" + JDK + " -Xint",
				SHIPPED);
		assertThat(read)
			.isEqualTo(new ChainSettings("x", Path.of("there"), JDK, List.of("-Xint"), 1, true, List.of("--a=b")));
	}

	@Test
	void aNameAloneIsTheShippedChain() {
		assertThat(ChainSettings.parse("as-shipped=", SHIPPED).jvm()).containsExactly("-Xmx64m");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			fast             | 'fast' has no name: write NAME=SETTINGS, such as 'large=-Xmx96m'.
			=-Xint           | '=-Xint' has no name
			x=Xint           | 'Xint' isn't a setting of a chain
			x=cores=0        | '0' isn't a number of cores: use 1 to
			x=cores=two      | 'two' isn't a number of cores: use 1 to
			x=java=/no/jdk   | There is no bin/java in /no/jdk: name a JDK's folder.
			""", quoteCharacter = '"')
	void aMistakeIsNamed(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> ChainSettings.parse(text, SHIPPED))
			.withMessageStartingWith(message);
	}

	@Test
	void theCommandHasTheCoresAndTheServicesOwnFile() {
		ChainSettings cached = ChainSettings.parse("cached=cores=1 -XX:AOTCache=x/{service}.aot", SHIPPED);
		assertThat(cached.command("service2", List.of("-jar", "service2.jar"))).containsExactly("taskset", "-c", "0-0",
				Path.of("jdk", "bin", "java").toString(), "-Xmx64m", "-XX:AOTCache=x/service2.aot", "-jar",
				"service2.jar");
	}

}
