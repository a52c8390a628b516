package org.meshtrio.hop.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The waits of a service, which requests and settings ask for. A wait holds a thread, so
 * only some of the threads may wait at a time. One more request fails immediately.
 */
public final class Waits {

	/** As short as real work, which holds a thread, too. */
	private static final Duration SHORT = Duration.ofMillis(100);

	private final int most;

	private final Semaphore free;

	/**
	 * Creates them.
	 * @param threads how many threads serve requests; three quarters of them may wait
	 */
	public Waits(int threads) {
		this.most = Math.max(1, threads * 3 / 4);
		this.free = new Semaphore(this.most);
	}

	/**
	 * Waits. If the server stops, the wait ends early.
	 * @param duration for how long
	 * @throws TooManyWaitsException immediately, if too many requests wait already
	 */
	public void pause(Duration duration) {
		if (duration.isZero()) {
			// A sleep of zero would give the processor to another thread.
			return;
		}
		if (duration.compareTo(SHORT) <= 0) {
			sleep(duration);
			return;
		}
		if (!this.free.tryAcquire()) {
			throw new TooManyWaitsException(this.most);
		}
		try {
			sleep(duration);
		}
		finally {
			this.free.release();
		}
	}

	private static void sleep(Duration duration) {
		try {
			Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
		}
		catch (InterruptedException ex) {
			// The server is stopping: finish the request without the wait.
			Thread.currentThread().interrupt();
		}
	}

}
