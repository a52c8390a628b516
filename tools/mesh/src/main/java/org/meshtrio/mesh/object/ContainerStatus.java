package org.meshtrio.mesh.object;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a container of a pod is.
 *
 * @param name its name
 * @param image its image
 * @param state its state
 * @param lastState the state before it was started again
 */
public record ContainerStatus(String name, String image, State state, State lastState) {

	/**
	 * Fills in what is absent.
	 */
	public ContainerStatus {
		name = Objects.requireNonNullElse(name, "");
		image = Objects.requireNonNullElse(image, "");
		state = Objects.requireNonNullElse(state, State.NONE);
		lastState = Objects.requireNonNullElse(lastState, State.NONE);
	}

	/**
	 * The reason for which it waits.
	 * @return such as {@code ImagePullBackOff}, empty if it doesn't wait
	 */
	public String waitingReason() {
		return (this.state.waiting() != null) ? this.state.waiting().reason() : "";
	}

	/**
	 * A state of a container.
	 *
	 * @param waiting set while it waits
	 * @param terminated set if it has ended
	 */
	public record State(@Nullable Waiting waiting, @Nullable Terminated terminated) {

		static final State NONE = new State(null, null);

	}

	/**
	 * Why a container waits.
	 *
	 * @param reason in one word
	 * @param message for people
	 */
	public record Waiting(String reason, String message) {

		/**
		 * Fills in what is absent.
		 */
		public Waiting {
			reason = Objects.requireNonNullElse(reason, "");
			message = Objects.requireNonNullElse(message, "");
		}

	}

	/**
	 * How a container ended.
	 *
	 * @param exitCode its exit code
	 */
	public record Terminated(int exitCode) {

	}

}
