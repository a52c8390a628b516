package org.meshtrio.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which characters from outside may reach a terminal or a log. */
class PrintableTest {

	@ParameterizedTest
	@ValueSource(ints = { 0x00, 0x07, 0x08, '\t', '\n', '\r', 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0x9f, 0x061c, 0x200b,
			0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
			0xfeff, 0xd800, 0xdfff, 0xe0041 })
	void isShownAsItsCode(int codePoint) {
		assertThat(Printable.line("a" + Character.toString(codePoint) + "b"))
			.isEqualTo("a\\u%04xb".formatted(codePoint));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello world", "===", "\u00e9\u00df\u00a0", "\u05d0\u0627", "\u4f60\u597d",
			"\ud83d\ude00", "e\u0301" })
	void staysAsItIs(String text) {
		assertThat(Printable.line(text)).isEqualTo(text);
	}

	@Test
	void aLogGetsTheBeginning() {
		assertThat(Printable.line("abc", 3)).isEqualTo("abc");
		assertThat(Printable.line("a\nbcd", 3)).isEqualTo("a\\u000ab…");
		assertThat(Printable.line("a\ud83d\ude00", 2)).as("half a pair").isEqualTo("a\\ud83d…");
	}

}
