package org.meshtrio.cli;

import org.meshtrio.cli.options.Version;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code trio completion}: picocli's script for the command {@code trio}.
 */
@Command(name = "completion", mixinStandardHelpOptions = true, versionProvider = Version.class,
		description = "Prints a script that lets bash and zsh complete commands, options, and the names of labs.",
		footerHeading = "%n", footer = { "Examples:", "  source <(./trio completion)" })
final class CompletionCommand implements Runnable {

	@Spec
	private CommandSpec spec;

	@Override
	public void run() {
		CommandLine root = this.spec.root().commandLine();
		this.spec.commandLine().getOut().println(AutoComplete.bash(root.getCommandName(), root));
	}

}
