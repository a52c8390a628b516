package org.meshtrio.trace.model;

import java.util.Locale;

/**
 * The canonical form of ids, in which the same id compares as equal. Stores and libraries
 * pad 64-bit ids with zeros, strip leading zeros, and differ in case.
 */
public final class Ids {

	private static final int HALF = 16;

	private Ids() {
	}

	/**
	 * A trace id as 16 hex digits if its upper half is zero, otherwise as 32.
	 * @param id the id in any of its forms
	 * @return the canonical form
	 */
	public static String trace(String id) {
		String digits = significant(id);
		return pad(digits, (digits.length() > HALF) ? 2 * HALF : HALF);
	}

	/**
	 * A span id as 16 hex digits.
	 * @param id the id in any of its forms
	 * @return the canonical form
	 */
	public static String span(String id) {
		return pad(significant(id), HALF);
	}

	private static String significant(String id) {
		String lowerCase = id.toLowerCase(Locale.ROOT);
		int start = 0;
		while (start < lowerCase.length() && lowerCase.charAt(start) == '0') {
			start++;
		}
		return lowerCase.substring(start);
	}

	private static String pad(String digits, int length) {
		return "0".repeat(Math.max(0, length - digits.length())) + digits;
	}

}
