package org.meshtrio.trace.diagnosis;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Hops;

/**
 * A request that failed, and the service in which the failure began.
 *
 * @param began the last service that answered with an error
 * @param status the status that it answered with
 * @param called the failed call that was the cause, or {@code null} if there was none
 * @param passedOn the services before it that answered with an error too, from the last
 * to the first
 */
public record RequestFailure(String began, int status, @Nullable Called called, List<String> passedOn) {

	/** To a caller, such as these tools, a 4xx is an error too. */
	private static final int FIRST_ERROR = 400;

	/**
	 * Copies the list.
	 */
	public RequestFailure {
		passedOn = List.copyOf(passedOn);
	}

	/**
	 * Finds where a request failed.
	 * @param first the answer
	 * @return the failure, or {@code null} if no hop answered with an error
	 */
	public static @Nullable RequestFailure of(Hop first) {
		Hop last = Hops.of(first).stream().filter((hop) -> isError(hop.status())).findFirst().orElse(null);
		if (last == null) {
			return null;
		}
		List<Hop> failed = new ArrayList<>(List.of(last));
		Call cause = cause(last);
		while (cause != null && cause.next() != null) {
			last = cause.next();
			failed.add(0, last);
			cause = isError(last.status()) ? cause(last) : null;
		}
		return new RequestFailure(last.service(), last.status(), Called.by(cause),
				failed.stream().skip(1).map(Hop::service).toList());
	}

	/** The first failed call decides the status of a hop. */
	private static @Nullable Call cause(Hop hop) {
		return hop.calls()
			.stream()
			.filter((call) -> call.error() != null || (call.status() != null && isError(call.status())))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Whether a status means an error to the caller.
	 * @param status the HTTP status
	 * @return whether it is a 4xx or above
	 */
	public static boolean isError(int status) {
		return status >= FIRST_ERROR;
	}

	/**
	 * A call that didn't lead to another hop.
	 *
	 * @param url the URL that was called
	 * @param status the status of the answer, or {@code null} if there is no usable one
	 * @param error why there is no usable answer, or {@code null} if something that isn't
	 * a hop answered
	 */
	public record Called(String url, @Nullable Integer status, @Nullable String error) {

		private static @Nullable Called by(@Nullable Call cause) {
			return (cause != null)
					? new Called(cause.url(), (cause.error() != null) ? null : cause.status(), cause.error()) : null;
		}

	}

}
