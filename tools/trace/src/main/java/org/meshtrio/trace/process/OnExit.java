package org.meshtrio.trace.process;

/**
 * An action for the end of this process, if it isn't canceled before. It runs on Ctrl-C
 * and on SIGTERM too, but not on SIGKILL. All such actions run at the same time.
 */
public final class OnExit {

	private final Thread hook;

	private OnExit(Thread hook) {
		this.hook = hook;
	}

	/**
	 * Asks for an action.
	 * @param name the name of its thread
	 * @param action the action
	 * @return the request, to be canceled
	 */
	public static OnExit run(String name, Runnable action) {
		Thread hook = new Thread(action, name);
		Runtime.getRuntime().addShutdownHook(hook);
		return new OnExit(hook);
	}

	/**
	 * Takes the request back. If the process is already ending, the action runs
	 * nevertheless.
	 */
	public void cancel() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The process is ending, and the hook is running or has run.
		}
	}

}
