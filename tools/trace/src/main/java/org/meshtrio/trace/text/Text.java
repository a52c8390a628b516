package org.meshtrio.trace.text;

import java.util.List;

import org.meshtrio.answer.Printable;

/**
 * Text for people.
 */
public final class Text {

	private static final int LONGEST = 200;

	private static final int MARK = '\uFFFD';

	private Text() {
	}

	/**
	 * Makes text from outside safe to show in a terminal, as {@link #printable} does, and
	 * cuts it after 200 characters.
	 * @param text the text
	 * @return text for one line
	 */
	public static String safe(String text) {
		return safe(text, LONGEST);
	}

	/**
	 * As {@link #safe(String)}, with another length.
	 * @param text the text
	 * @param longest the most characters
	 * @return text for one line
	 */
	public static String safe(String text, int longest) {
		int length = text.codePointCount(0, text.length());
		return (length <= longest) ? printable(text)
				: printable(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
	}

	/**
	 * Makes a line safe to show in a terminal. A mark replaces each character that
	 * {@link Printable} doesn't allow, and columns keep their width.
	 * @param text the text
	 * @return text for one line
	 */
	public static String printable(String text) {
		StringBuilder printable = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> printable.appendCodePoint(Printable.isPrintable(c) ? c : MARK));
		return printable.toString();
	}

	/**
	 * Makes lines safe to show in a terminal, as {@link #printable} does one. Tabs stay.
	 * @param text the text
	 * @return text for several lines
	 */
	public static String printableLines(String text) {
		StringBuilder printable = new StringBuilder(text.length());
		text.codePoints()
			.forEach((c) -> printable.appendCodePoint((c == '\n' || c == '\t' || Printable.isPrintable(c)) ? c : MARK));
		return printable.toString();
	}

	/**
	 * Joins names into a list for a sentence: {@code a, b and c}.
	 * @param names the names
	 * @return the list
	 */
	public static String list(List<String> names) {
		int last = names.size() - 1;
		return (last < 1) ? String.join("", names)
				: String.join(", ", names.subList(0, last)) + " and " + names.get(last);
	}

	/**
	 * A count with its noun: {@code 1 span}, {@code 5 spans}.
	 * @param count how many
	 * @param noun the noun in the singular
	 * @return both
	 */
	public static String count(int count, String noun) {
		return count + " " + noun + ((count == 1) ? "" : "s");
	}

}
