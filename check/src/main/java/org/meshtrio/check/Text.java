package org.meshtrio.check;

import java.util.List;

/**
 * Text for people.
 */
public final class Text {

	private static final int LONGEST = 200;

	private Text() {
	}

	/**
	 * Makes text that came from outside safe to show in a terminal: no control
	 * characters, which could move the cursor or set colours, and not more than 200
	 * characters.
	 * @param text what came
	 * @return what can be shown, on one line
	 */
	public static String safe(String text) {
		return safe(text, LONGEST);
	}

	/**
	 * As {@link #safe(String)}, with another length.
	 * @param text what came
	 * @param longest the most characters that are shown
	 * @return what can be shown, on one line
	 */
	public static String safe(String text, int longest) {
		StringBuilder safe = new StringBuilder();
		text.codePoints().limit(longest).forEach((c) -> {
			if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
				safe.append('\uFFFD');
			}
			else {
				safe.appendCodePoint(c);
			}
		});
		if (text.codePointCount(0, text.length()) > longest) {
			safe.append('…');
		}
		return safe.toString();
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
