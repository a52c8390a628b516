package org.meshtrio.cli.deploy;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.meshtrio.cli.options.Terminal;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.trace.text.Text;

/**
 * Runs the commands that change something, and shows each one first, so that a reader can
 * type the same.
 */
final class ShownCommands {

	private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@+-]+");

	private final Cluster cluster;

	private final boolean showContext;

	private final PrintWriter out;

	/**
	 * Creates the commands for a cluster.
	 * @param cluster the cluster
	 * @param showContext whether a shown kubectl command needs its context
	 * @param out where to show the commands and their output
	 */
	ShownCommands(Cluster cluster, boolean showContext, PrintWriter out) {
		this.cluster = cluster;
		this.showContext = showContext;
		this.out = out;
	}

	void say(String text) {
		this.out.println(text);
	}

	/**
	 * Runs kubectl.
	 * @param arguments its arguments
	 * @return what it printed
	 * @throws ClusterException if it fails
	 */
	String kubectl(String... arguments) throws ClusterException {
		return kubectlWith("", arguments);
	}

	/**
	 * Runs kubectl with text on its standard input.
	 * @param input the text
	 * @param arguments its arguments
	 * @return what it printed
	 * @throws ClusterException if it fails
	 */
	String kubectlWith(String input, String... arguments) throws ClusterException {
		List<String> command = new ArrayList<>(List.of("kubectl"));
		if (this.showContext) {
			command.addAll(List.of("--context", this.cluster.context()));
		}
		command.addAll(List.of(arguments));
		show(command);
		String output = this.cluster.kubectlWith(input, arguments);
		output.lines().map(Text::printableLines).forEach(this::say);
		return output;
	}

	/**
	 * Runs another program.
	 * @param command the program and its arguments
	 * @throws ClusterException if it is not installed or fails
	 */
	void run(String... command) throws ClusterException {
		show(List.of(command));
		Subprocess.Result result = Subprocess.run(Duration.ofMinutes(1), "", List.of(command));
		if (result.exitCode() != 0) {
			throw new ClusterException(command[0] + " failed: " + result.lastError());
		}
	}

	/**
	 * Puts arguments before others.
	 * @param rest the arguments that come last
	 * @param first those that come before
	 * @return all
	 */
	static String[] joined(String[] rest, String... first) {
		return Stream.concat(Arrays.stream(first), Arrays.stream(rest)).toArray(String[]::new);
	}

	private void show(List<String> command) {
		String line = String.join(" ", command.stream().map(ShownCommands::quoted).toList());
		say(Terminal.styled(Terminal.ansi(), "bold", "$ " + line));
	}

	private static String quoted(String argument) {
		return PLAIN.matcher(argument).matches() ? argument : "'" + argument + "'";
	}

}
