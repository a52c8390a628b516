package org.meshtrio.trace.wait;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTest {

	@Test
	void asksOnceMoreAtTheEndAndThenStops() {
		long begin = System.nanoTime();
		Deadline deadline = Deadline.after(Duration.ofMillis(500));

		assertThat(deadline.pause(Duration.ofMillis(1))).isTrue();
		assertThat(deadline.pause(Duration.ofHours(1))).isTrue();
		assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(Duration.ofMillis(500).toNanos());
		assertThat(deadline.left()).isZero();
		assertThat(deadline.pause(Duration.ofMillis(1))).isFalse();
	}

	@Test
	void stopsIfInterruptedAndKeepsTheFlag() {
		Deadline deadline = Deadline.after(Duration.ofHours(1));
		Thread.currentThread().interrupt();

		assertThat(deadline.pause(Duration.ofHours(1))).isFalse();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(deadline.left()).isPositive();
	}

}
