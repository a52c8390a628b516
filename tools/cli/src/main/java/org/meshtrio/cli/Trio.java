package org.meshtrio.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import org.meshtrio.cli.deploy.DeployCommand;
import org.meshtrio.cli.doctor.DoctorCommand;
import org.meshtrio.cli.lab.LabCommand;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.cli.options.Version;
import org.meshtrio.cli.send.SendCommand;
import org.meshtrio.cli.trace.TraceCommand;
import org.meshtrio.cli.up.UpCommand;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code trio}.
 */
@Command(name = "trio", mixinStandardHelpOptions = true, versionProvider = Version.class,
		subcommands = { UpCommand.class, TraceCommand.class, SendCommand.class, DeployCommand.class,
				DoctorCommand.class, LabCommand.class, CompletionCommand.class },
		description = "Three services in a chain that carry the trace through every hop.",
		synopsisSubcommandLabel = "COMMAND",
		footer = { "", "Examples:", "  ./trio up                     start the chain and a trace store here",
				"  ./trio trace                  send one request; is its trace joined?",
				"  ./trio trace --forward off    the same with the trace broken on purpose",
				"  ./trio send -n 300            send many: who answered?",
				"  ./trio deploy                 the chain on a cluster with Istio",
				"  ./trio lab list               the course: labs that prove themselves",
				"  ./trio doctor                 a mesh that shows no traces, or torn ones: why", "",
				"Bash and zsh complete the commands after:  source <(./trio completion)", "",
				"./trio builds what it starts when the sources changed. Environment:",
				"  JAVA_HOME           the JDK to use, 17 or newer (default: java of the PATH)",
				"  TRIO_BUILD=never    start what is built, whatever changed",
				"  NO_COLOR=1          no colours in a terminal" })
public final class Trio implements Runnable {

	@Spec
	private CommandSpec spec;

	private Trio() {
	}

	/**
	 * Runs a command and ends the process with its exit code.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		System.exit(commandLine(writer(FileDescriptor.out), writer(FileDescriptor.err)).execute(args));
	}

	static CommandLine commandLine(PrintWriter out, PrintWriter err) {
		return new CommandLine(new Trio()).setOut(out)
			.setErr(err)
			.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi()))
			.setParameterExceptionHandler((ex, arguments) -> {
				CommandLine command = ex.getCommandLine();
				command.getErr().println("trio: " + Text.printableLines(ex.getMessage()));
				if (!CommandLine.UnmatchedArgumentException.printSuggestions(ex, command.getErr())) {
					command.getErr().println("Try ./" + command.getCommandSpec().qualifiedName() + " --help");
				}
				return command.getCommandSpec().exitCodeOnInvalidInput();
			})
			.setExecutionExceptionHandler((ex, command, result) -> {
				String message = ex.getMessage();
				command.getErr()
					.println("trio: "
							+ Text.printableLines((message != null) ? message : ex.getClass().getSimpleName()));
				return command.getCommandSpec().exitCodeOnExecutionException();
			});
	}

	/** Without a command the help, as on request. */
	@Override
	public void run() {
		this.spec.commandLine().usage(this.spec.commandLine().getOut());
	}

	/**
	 * UTF-8 whatever the locale: a container's is often none, and its terminal knows
	 * UTF-8 all the same.
	 */
	private static PrintWriter writer(FileDescriptor descriptor) {
		return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
	}

}
