package org.meshtrio.checkjava;

import org.springframework.scheduling.annotation.Async;

/** Calls after the response. */
class Later {

	private static final long PAUSE_MILLIS = 100;

	private final Items items;

	Later(Items items) {
		this.items = items;
	}

	/**
	 * As a queue makes it. Without the pause, the call can be faster than the response.
	 */
	@Async
	void call(String path) {
		try {
			Thread.sleep(PAUSE_MILLIS);
			this.items.call(path);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
