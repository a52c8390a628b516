package org.meshtrio.cli.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
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
 * {@code trio lab}: the course.
 */
@Command(name = "lab", mixinStandardHelpOptions = true, versionProvider = Version.class,
		synopsisSubcommandLabel = "COMMAND",
		description = {
				"The course: labs on a mesh, each a page in istio/labs that proves itself. docs/course.md has what"
						+ " they need." },
		footerHeading = "%n", footer = { "Examples:", "  ./trio lab list", "  ./trio lab run traffic-shifting",
				"  ./trio lab run traffic-shifting --pause", "  ./trio lab clean" })
public final class LabCommand implements Runnable {

	static final int NOT_RUN = 2;

	private final Path home = Path.of(System.getProperty("trio.home", "."));

	@Spec
	private CommandSpec spec;

	/** Without a command the help, as on request. */
	@Override
	public void run() {
		this.spec.commandLine().usage(this.spec.commandLine().getOut());
	}

	@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
			description = "Lists the labs in the order of the course, with the minutes that each takes to read and do.")
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
			description = "Types what the lab's page says, step by step, and says what was expected and observed.",
			exitCodeListHeading = "%nExit codes:%n",
			exitCodeList = { "0:everything was as expected", "1:something was not",
					"2:the lab could not be run: the cluster lacks what it needs, or a wrong command line" })
	int run(@Parameters(paramLabel = "NAME", completionCandidates = Names.class,
			description = "The lab, as in ./trio lab list.") String name,
			@Option(names = "--pause", description = "Wait for the enter key before each step.") boolean pause,
			@Mixin Course course) throws ClusterException, LabException {
		Lab lab = Labs.named(name);
		LabPage page = LabPage.read(this.home, name);
		Cluster cluster = Cluster.of(course.context);
		String place = course.place(cluster);
		PrintWriter out = this.spec.commandLine().getOut();
		out.println(Terminal.styled(Terminal.ansi(), "bold", page.title()) + ": " + page.summary());
		out.println("istio/labs/" + name + "/README.md, in namespace " + place + " of context " + cluster.context());
		OnExit interrupted = OnExit.run("interrupted", () -> out
			.println("\nInterrupted. ./trio lab clean removes what the lab has left; so does its next run."));
		long start = System.nanoTime();
		try {
			new LabRun(cluster, place, this.home).run(lab,
					new LabText(out, Terminal.ansi(), pause ? this::enter : null));
			out.println(Terminal.styled(Terminal.ansi(), "bold,green", "Proven: " + name) + " in "
					+ Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s, and nothing is left of it.");
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
			description = "Removes what interrupted labs have left: every object with the label trio.lab.")
	int clean(
			@Option(names = "--all",
					description = "In every namespace of the cluster, also those of other people.") boolean all,
			@Mixin Course course) throws ClusterException {
		Cluster cluster = Cluster.of(course.context);
		String place = course.place(cluster);
		List<String> removed = all ? Leftovers.removeEverywhere(cluster) : new Leftovers(cluster, place).remove();
		PrintWriter out = this.spec.commandLine().getOut();
		removed.forEach(out::println);
		out.println(removed.isEmpty() ? "Nothing was left" + (all ? "." : " in namespace " + place + ".") : "Clean.");
		return 0;
	}

	/** Waits for the enter key; the end of the input means that nobody is there. */
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
			// As its end.
		}
	}

	/** What a shell completes. */
	static final class Names implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return Labs.all().stream().map(Lab::name).iterator();
		}

	}

	/** Where the course is held. */
	static final class Course {

		@Option(names = "--namespace", paramLabel = "NAME",
				description = "The namespace that has the trio (default: the kubeconfig's, or trio where that is"
						+ " \"default\").")
		private @Nullable String namespace;

		@Option(names = "--context", paramLabel = "NAME",
				description = "The cluster, a context of the kubeconfig (default: the current one).")
		private @Nullable String context;

		private String place(Cluster cluster) throws ClusterException {
			if (this.namespace != null) {
				return this.namespace;
			}
			String current = cluster.kubectl("config", "view", "--minify", "-o", "jsonpath={..namespace}").strip();
			return (current.isEmpty() || current.equals("default")) ? "trio" : current;
		}

	}

	/** Writes a lab as it happens. */
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
