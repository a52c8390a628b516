package org.meshtrio.trace.wait;

import java.time.Duration;

/**
 * The end of a wait for a condition that must be polled. The loop checks the condition
 * first:
 *
 * <pre>
 * Deadline deadline = Deadline.after(limit);
 * while (!isReady() &amp;&amp; deadline.pause(INTERVAL)) {
 * }
 * </pre>
 */
public final class Deadline {

	private final long end;

	private Deadline(Duration limit) {
		this.end = System.nanoTime() + limit.toNanos();
	}

	/**
	 * A deadline that counts from now.
	 * @param limit the longest time to wait
	 * @return the deadline
	 */
	public static Deadline after(Duration limit) {
		return new Deadline(limit);
	}

	/**
	 * The time that is left.
	 * @return zero if the deadline has passed
	 */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.end - System.nanoTime()));
	}

	/**
	 * Sleeps before the next attempt. The last pause ends at the deadline, so there is
	 * one more attempt there.
	 * @param interval the time between two attempts
	 * @return whether to try again: {@code false} if the deadline has passed, or if the
	 * thread was interrupted, whose interrupt flag stays set
	 */
	public boolean pause(Duration interval) {
		Duration left = left();
		if (left.isZero()) {
			return false;
		}
		Duration pause = (interval.compareTo(left) < 0) ? interval : left;
		try {
			// Rounded up: a sleep of 0 ms would make the end of the wait a busy loop.
			Thread.sleep(pause.toMillis() + 1);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
