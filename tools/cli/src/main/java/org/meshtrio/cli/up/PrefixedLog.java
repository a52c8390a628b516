package org.meshtrio.cli.up;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.meshtrio.cli.options.Terminal;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Help.Ansi;

/**
 * The output of all programs. Each line starts with the name of its program.
 */
public final class PrefixedLog {

	/** The name on the lines of {@code trio up} itself. */
	static final String SELF = "trio";

	private static final List<String> COLORS = List.of("cyan", "green", "magenta", "blue", "yellow");

	private final PrintWriter out;

	private final Ansi ansi;

	private final List<String> names;

	private final int width;

	public PrefixedLog(PrintWriter out, Ansi ansi, List<String> names) {
		this.out = out;
		this.ansi = ansi;
		this.names = names;
		this.width = names.stream().mapToInt(String::length).max().orElse(0);
	}

	/**
	 * Writes a line of {@code trio up} itself.
	 * @param text the line
	 */
	void say(String text) {
		line(SELF, text);
	}

	/**
	 * Copies the output of a program in a separate thread.
	 * @param name the program
	 * @param output its output
	 * @return the thread, which ends with the output
	 */
	public Thread follow(String name, InputStream output) {
		Thread thread = new Thread(() -> copy(name, output), "log of " + name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void copy(String name, InputStream output) {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
			for (String text = reader.readLine(); text != null; text = reader.readLine()) {
				line(name, Text.printableLines(text));
			}
		}
		catch (IOException ex) {
			// The program ended in the middle of a line.
		}
	}

	private void line(String name, String text) {
		String prefix = name + " ".repeat(Math.max(0, this.width - name.length())) + " |";
		int number = this.names.indexOf(name);
		String style = name.equals(SELF) ? "bold" : COLORS.get(Math.max(0, number) % COLORS.size());
		this.out.println(Terminal.styled(this.ansi, style, prefix) + " " + text);
	}

}
