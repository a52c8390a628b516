package org.meshtrio.bench;

import picocli.CommandLine;

/**
 * Runs the commands of {@code tests/bench/run}.
 */
public final class Commands {

	private Commands() {
	}

	/**
	 * Runs a command. If a chain doesn't start or something can't be built, it prints the
	 * message alone.
	 * @param command the command
	 * @param args its options
	 * @return its exit code
	 */
	public static int run(Object command, String... args) {
		return new CommandLine(command).setExecutionExceptionHandler((ex, line, parsed) -> {
			if (!(ex instanceof IllegalStateException)) {
				throw ex;
			}
			line.getErr().println(ex.getMessage());
			line.getErr().flush();
			return 1;
		}).execute(args);
	}

}
