package org.meshtrio.cli.options;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The terminal that the output goes to.
 */
public final class Terminal {

	/** The style of a failure. */
	public static final String FAILED = "red";

	private Terminal() {
	}

	/**
	 * Whether to use colors.
	 * @return {@code ON} in a terminal, unless
	 * <a href="https://no-color.org">NO_COLOR</a> is set
	 */
	public static Ansi ansi() {
		String noColor = System.getenv("NO_COLOR");
		return (isThere() && (noColor == null || noColor.isEmpty())) ? Ansi.ON : Ansi.OFF;
	}

	/**
	 * Whether the output is a terminal that understands escape sequences. The script trio
	 * knows, and sets the system property {@code trio.terminal}. The script for Windows
	 * doesn't, so there it's a console of a kind that is known to have colors.
	 * @return whether the output is such a terminal
	 */
	public static boolean isThere() {
		String told = System.getProperty("trio.terminal");
		return (told != null) ? Boolean.parseBoolean(told) : isColorConsole();
	}

	private static boolean isColorConsole() {
		// On every JDK, a console is then null if the output is a file or a pipe.
		System.setProperty("jdk.console", "java.base");
		return System.console() != null && (System.getenv("WT_SESSION") != null
				|| "ON".equals(System.getenv("ConEmuANSI")) || System.getenv("TERM") != null);
	}

	/**
	 * Gives text a style.
	 * @param ansi whether to use colors
	 * @param style picocli's name of the style, {@code bold,red}
	 * @param text the text
	 * @return the text to print
	 */
	public static String styled(Ansi ansi, String style, String text) {
		return ansi.enabled() ? Style.on(Style.parse(style)) + text + Style.reset.on() : text;
	}

}
