package org.meshtrio.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The launcher prints help without a build, from the folder tools/cli/help. Its texts are
 * those that picocli prints.
 */
class KeptHelpTest {

	private static final Path FOLDER = TrioProcess.HOME.resolve(Path.of("tools", "cli", "help"));

	@Test
	void whatIsKeptIsWhatPicocliPrints() throws IOException {
		Map<String, String> texts = new TreeMap<>();
		add("trio", Trio.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())), texts);
		texts.put("completion.bash", completion());
		texts.replaceAll((name, text) -> text.replace(System.lineSeparator(), "\n"));
		if (Boolean.getBoolean("trio.help.keep")) {
			keep(texts);
		}
		assertThat(kept())
			.as("run ./mvnw -pl tools/cli -am test -Dtest=KeptHelpTest -Dsurefire.failIfNoSpecifiedTests=false"
					+ " -Dtrio.help.keep=true, which writes tools/cli/help again")
			.isEqualTo(texts);
	}

	private static void add(String name, CommandLine command, Map<String, String> texts) {
		texts.put(name + ".txt", command.getUsageMessage(CommandLine.Help.Ansi.OFF));
		command.getSubcommands().forEach((word, subcommand) -> add(name + "-" + word, subcommand, texts));
	}

	private static String completion() {
		StringWriter out = new StringWriter();
		Trio.commandLine(new PrintWriter(out), new PrintWriter(out)).execute("completion");
		return out.toString();
	}

	private static Map<String, String> kept() throws IOException {
		Map<String, String> kept = new TreeMap<>();
		try (Stream<Path> files = Files.list(FOLDER)) {
			for (Path file : files.toList()) {
				kept.put(file.getFileName().toString(), Files.readString(file));
			}
		}
		return kept;
	}

	private static void keep(Map<String, String> texts) throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			for (Path file : files.toList()) {
				Files.delete(file);
			}
		}
		for (Map.Entry<String, String> text : texts.entrySet()) {
			Files.writeString(FOLDER.resolve(text.getKey()), text.getValue());
		}
	}

}
