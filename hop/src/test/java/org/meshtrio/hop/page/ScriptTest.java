package org.meshtrio.hop.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptTest {

	@Test
	void aModuleComesAfterThoseThatItImportsAndEachComesOnce() {
		Map<String, String> files = Map.of("main.js",
				"import { a, b } from './one.js';\nimport { c } from './two.js';\na(b, c);\n", "one.js",
				"import { c } from './two.js';\nexport const b = c;\nexport function a() {}\n", "two.js",
				"export async function c() {}\nconst hidden = 1;\n");

		assertThat(Script.of("main", files::get)).isEqualTo("""
				const $two = (() => {
				async function c() {}
				const hidden = 1;

				return { c };
				})();
				const $one = (() => {
				const { c } = $two;
				const b = c;
				function a() {}

				return { b, a };
				})();
				const $main = (() => {
				const { a, b } = $one;
				const { c } = $two;
				a(b, c);

				return {  };
				})();
				""");
	}

	@Test
	void everyModuleOfThePageIsInItAndKeepsToTheTwoForms() throws IOException {
		Path folder = Path.of("src/main/resources/page");
		String script = Script.of("main", (file) -> read(folder.resolve(file)));
		List<String> modules;
		try (Stream<Path> files = Files.list(folder)) {
			modules = files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(".js"))
				.map((file) -> file.replace(".js", ""))
				.toList();
		}

		assertThat(modules).contains("main", "verdict")
			.allSatisfy((module) -> assertThat(script).contains("const $" + module + " = (() => {"));
		assertThat(script.lines())
			.noneMatch((line) -> line.strip().startsWith("import ") || line.startsWith("export "));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
