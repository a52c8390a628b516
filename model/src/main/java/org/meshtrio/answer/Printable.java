package org.meshtrio.answer;

/**
 * Makes text from outside (headers, another service's answer, spans of a trace store,
 * output of kubectl) safe for a terminal or a log. Don't use it for JSON: programs that
 * read JSON need the original text.
 */
public final class Printable {

	private Printable() {
	}

	/**
	 * Whether a character has no effect on the text around it. These have one: control
	 * characters (C0 and C1), which can move the cursor or start a line that looks like
	 * ours; format characters, some of which change the direction of the text that
	 * follows (<a href="https://www.unicode.org/reports/tr9/">UAX #9</a>); line and
	 * paragraph separators; and unpaired surrogates.
	 * @param codePoint the character
	 * @return whether it may be printed
	 */
	public static boolean isPrintable(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				false;
			default -> true;
		};
	}

	/**
	 * Text as one line. A character that isn't printable is replaced by its code, such as
	 * {@code \}{@code u001b}.
	 * @param text the text
	 * @return the line
	 */
	public static String line(String text) {
		if (isPrintable(text)) {
			return text;
		}
		StringBuilder line = new StringBuilder();
		text.codePoints().forEach((c) -> {
			if (isPrintable(c)) {
				line.appendCodePoint(c);
			}
			else {
				line.append("\\u%04x".formatted(c));
			}
		});
		return line.toString();
	}

	/** Not a stream, because this runs for each line of an answer. */
	private static boolean isPrintable(String text) {
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			if (!isPrintable(text.codePointAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The beginning of text as one line, for a log.
	 * @param text the text
	 * @param characters the largest number of its characters
	 * @return the line, with {@code …} at the end if there is more
	 */
	public static String line(String text, int characters) {
		return (text.length() <= characters) ? line(text) : line(text.substring(0, characters)) + "…";
	}

}
