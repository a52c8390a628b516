package org.meshtrio.cli.options;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What the terminal can do.
 */
public final class Terminal {

	/** The style of what failed. */
	public static final String FAILED = "red";

	private Terminal() {
	}

	/**
	 * Whether to use colours. The launcher script knows whether the output is a terminal;
	 * the JVM cannot tell that in the same way on every JDK.
	 * @return {@code ON} in a terminal, unless
	 * <a href="https://no-color.org">NO_COLOR</a> is set
	 */
	public static Ansi ansi() {
		String noColor = System.getenv("NO_COLOR");
		return (isThere() && (noColor == null || noColor.isEmpty())) ? Ansi.ON : Ansi.OFF;
	}

	/**
	 * Whether the output is a terminal.
	 * @return whether somebody looks on
	 */
	public static boolean isThere() {
		return Boolean.getBoolean("trio.terminal");
	}

	/**
	 * Gives text a style where there are colours.
	 * @param ansi whether there are
	 * @param style picocli's name of the style, {@code bold,red}
	 * @param text the text
	 * @return the text to print
	 */
	public static String styled(Ansi ansi, String style, String text) {
		return ansi.enabled() ? Style.on(Style.parse(style)) + text + Style.reset.on() : text;
	}

}
