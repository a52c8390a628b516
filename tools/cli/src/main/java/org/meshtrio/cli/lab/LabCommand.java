package org.meshtrio.cli.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.ContextOption;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.course.Labs;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.LabObserver;
import org.meshtrio.course.run.LabPage;
import org.meshtrio.course.run.LabRun;
import org.meshtrio.course.run.Leftovers;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.process.OnExit;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code trio lab}: lists and runs the labs of the course, and removes what they leave.
 */
@Command(name = "lab", mixinStandardHelpOptions = true, versionProvider = Version.class,
		synopsisSubcommandLabel = "COMMAND",
		description = { "Runs the labs of the course on a mesh. Each lab runs the commands of its page in istio/labs."
				+ " For what they need, see docs/course.md." },
		footerHeading = "%n", footer = { "Examples:", "  ./trio lab list", "  ./trio lab run traffic-shifting",
				"  ./trio lab run traffic-shifting --pause", "  ./trio lab clean" })
public final class LabCommand implements Runnable {

	static final int NOT_RUN = 2;

	private final Path home = Path.of(System.getProperty("trio.home", "."));

	@Spec
	private CommandSpec spec;

	/** Prints the help if there is no command. */
	@Override
	public void run() {
		this.spec.commandLine().usage(this.spec.commandLine().getOut());
	}

	@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
			description = "Lists the labs in the order of the course, with the minutes that each one takes to read and do.")
	int list() throws LabException {
		PrintWriter out = this.spec.commandLine().getOut();
		String group = "";
		for (Lab lab : Labs.all()) {
			LabPage page = LabPage.read(this.home, lab.name());
			if (!page.group().equals(group)) {
				group = page.group();
				out.println(Terminal.styled(Terminal.ansi(), "bold", group));
			}
			out.printf(Locale.ROOT, "  %-18s %2d min   %s%n", lab.name(), page.minutes(), page.summary());
		}
		return 0;
	}

	@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
			exitCodeOnExecutionException = NOT_RUN,
			description = "Runs the commands of the lab's page step by step, and compares what it observes with what it"
					+ " expects.",
			exitCodeListHeading = "%nExit codes:%n",
			exitCodeList = { "0:everything was as expected", "1:something was different",
					"2:the lab could not run: the cluster doesn't have what it needs, or the command line is wrong" })
	int run(@Parameters(paramLabel = "NAME", completionCandidates = Names.class,
			description = "The lab, as in ./trio lab list.") String name,
			@Option(names = "--pause", description = "Wait for the Enter key before each step.") boolean pause,
			@Mixin CourseOptions course) throws ClusterException, LabException {
		Lab lab = Labs.named(name);
		LabPage page = LabPage.read(this.home, name);
		Cluster cluster = course.cluster();
		String namespace = course.namespace(cluster);
		PrintWriter out = this.spec.commandLine().getOut();
		out.println(Terminal.styled(Terminal.ansi(), "bold", page.title()) + ": " + page.summary());
		out.println(
				"istio/labs/" + name + "/README.md, in namespace " + namespace + " of context " + cluster.context());
		OnExit interrupted = OnExit.run("interrupted", () -> out
			.println("\nInterrupted. To remove what the lab left, type ./trio lab clean, or run the lab again."));
		long start = System.nanoTime();
		try {
			new LabRun(cluster, namespace, this.home).run(lab,
					new LabText(out, Terminal.ansi(), pause ? this::enter : null));
			out.println(Terminal.styled(Terminal.ansi(), "bold,green", "Passed: " + name) + " in "
					+ Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s, and it left nothing behind.");
			return 0;
		}
		catch (LabException ex) {
			out.println(Terminal.styled(Terminal.ansi(), "bold,red", "Failed: " + name) + ": "
					+ Text.printableLines(ex.getMessage()) + ".");
			return 1;
		}
		catch (ClusterException ex) {
			throw new ClusterException(ex.getMessage() + ".");
		}
		finally {
			interrupted.cancel();
		}
	}

	@Command(name = "clean", mixinStandardHelpOptions = true, versionProvider = Version.class,
			exitCodeOnExecutionException = NOT_RUN,
			description = "Removes what interrupted labs left: every object with the label trio.lab.")
	int clean(
			@Option(names = "--all",
					description = "In every namespace of the cluster, including those of other people.") boolean all,
			@Mixin CourseOptions course) throws ClusterException {
		Cluster cluster = course.cluster();
		String namespace = course.namespace(cluster);
		List<String> removed = all ? Leftovers.removeEverywhere(cluster) : new Leftovers(cluster, namespace).remove();
		PrintWriter out = this.spec.commandLine().getOut();
		removed.forEach(out::println);
		out.println(removed.isEmpty() ? "Nothing to remove" + (all ? "." : " in namespace " + namespace + ".")
				: "Removed.");
		return 0;
	}

	/** Waits for the Enter key, or for the end of the input. */
	private void enter() {
		PrintWriter out = this.spec.commandLine().getOut();
		out.print("  [enter] ");
		out.flush();
		try {
			int key = System.in.read();
			while (key != '\n' && key >= 0) {
				key = System.in.read();
			}
		}
		catch (IOException ex) {
			// The same as the end of the input.
		}
	}

	/** The words that a shell completes. */
	static final class Names implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return Labs.all().stream().map(Lab::name).iterator();
		}

	}

	/** The options that say where the labs run. */
	static final class CourseOptions {

		@Option(names = "--namespace", paramLabel = "NAME",
				description = "The namespace of the services (default: the kubeconfig's namespace, or trio if that is"
						+ " \"default\").")
		private @Nullable String namespace;

		@Mixin
		private ContextOption context;

		private Cluster cluster() throws ClusterException {
			return this.context.cluster();
		}

		private String namespace(Cluster cluster) throws ClusterException {
			if (this.namespace != null) {
				return this.namespace;
			}
			String current = cluster.kubectl("config", "view", "--minify", "-o", "jsonpath={..namespace}").strip();
			return (current.isEmpty() || current.equals("default")) ? "trio" : current;
		}

	}

	/** Prints a lab while it runs. */
	private static final class LabText implements LabObserver {

		private final PrintWriter out;

		private final Ansi ansi;

		private final @Nullable Runnable before;

		LabText(PrintWriter out, Ansi ansi, @Nullable Runnable before) {
			this.out = out;
			this.ansi = ansi;
			this.before = before;
		}

		@Override
		public void step(String name, String text) {
			this.out.println();
			text.lines().forEach((line) -> this.out.println(Terminal.styled(this.ansi, "bold", "$ " + line)));
			if (this.before != null) {
				this.before.run();
			}
		}

		@Override
		public void printed(String line) {
			this.out.println(Text.printableLines(line));
		}

		@Override
		public void checked(String what, String expected, String observed, boolean met) {
			this.out.println(Terminal.styled(this.ansi, met ? "green" : "bold,red", met ? "✓ " : "✗ ") + what
					+ ": expected " + expected + ", observed " + Text.printableLines(observed));
		}

	}

}
