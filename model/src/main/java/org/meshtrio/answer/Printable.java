package org.meshtrio.answer;

/**
 * Text from outside (a header, another service's answer, a trace store's span, what
 * kubectl says) on its way to a terminal or a log: which characters may get there. JSON
 * carries the true text, because a program reads it.
 */
public final class Printable {

	private Printable() {
	}

	/**
	 * Whether a character only shows itself. Those that do not: control characters, C0
	 * and C1, by which text could move the cursor or begin a line that looks like ours;
	 * format characters, among them those that turn the direction of what follows
	 * (<a href="https://www.unicode.org/reports/tr9/">UAX #9</a>); the line and the
	 * paragraph separator; and halves of a pair.
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
	 * Text as one line that shows what came: a character that must not be printed as its
	 * code, such as {@code \}{@code u001b}.
	 * @param text the text
	 * @return the line
	 */
	public static String line(String text) {
		if (text.codePoints().allMatch(Printable::isPrintable)) {
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

	/**
	 * The beginning of text as one line, for a log.
	 * @param text the text
	 * @param characters how many of its characters, at most
	 * @return the line, with {@code …} where there is more
	 */
	public static String line(String text, int characters) {
		return (text.length() <= characters) ? line(text) : line(text.substring(0, characters)) + "…";
	}

}
