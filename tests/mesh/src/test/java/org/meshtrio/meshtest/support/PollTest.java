package org.meshtrio.meshtest.support;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PollTest {

	@Test
	void waitsForFiveInARow() {
		Queue<String> results = new ArrayDeque<>(List.of("old", "new 1", "new 2", "new 3", "new 4", "old", //
				"new 5", "new 6", "new 7", "new 8", "new 9", "never asked for"));
		Poll.until("the change", "new .", results::remove);
		assertThat(results).containsExactly("never asked for");
	}

}
