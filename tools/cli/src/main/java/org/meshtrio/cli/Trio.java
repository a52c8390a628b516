package org.meshtrio.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import org.meshtrio.cli.check.CheckCommand;
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
		subcommands = { UpCommand.class, TraceCommand.class, CheckCommand.class, SendCommand.class, DeployCommand.class,
				DoctorCommand.class, LabCommand.class, CompletionCommand.class },
		description = "Three services in a chain that carry the trace through every hop.",
		synopsisSubcommandLabel = "COMMAND",
		footer = { "", "Examples:", "  ./trio up                     start the chain and a trace store here",
				"  ./trio trace                  send one request, and check its trace",
				"  ./trio trace --forward off    the same with a trace that breaks on purpose",
				"  ./trio check URL              check whether your own service forwards traces",
				"  ./trio send -n 300            send many requests, and count the responses",
				"  ./trio deploy                 deploy the chain to a cluster with Istio",
				"  ./trio lab list               list the labs of the course",
				"  ./trio doctor                 find out why a mesh shows no or broken traces", "",
				"For completion in bash and zsh, type:  source <(./trio completion)", "",
				"If a source file changed, ./trio builds the project first. Environment:",
				"  JAVA_HOME           the JDK to use, 17 or newer (default: java of the PATH)",
				"  TRIO_BUILD=never    use the existing build, even if a source file changed",
				"  NO_COLOR=1          print no colors in a terminal" })
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
		CommandArchive.prepare();
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

	/** Prints the help if there is no command. */
	@Override
	public void run() {
		this.spec.commandLine().usage(this.spec.commandLine().getOut());
	}

	/**
	 * Writes UTF-8 whatever the locale is: a container often has none, but its terminal
	 * understands UTF-8.
	 */
	private static PrintWriter writer(FileDescriptor descriptor) {
		return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
	}

}
