package org.meshtrio.trace.diagnosis;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Hops;

/**
 * A request that failed, and where that began.
 *
 * @param began the last service that answered with an error
 * @param status the status that it answered with
 * @param called the call that made it do so, or {@code null} where it did so by itself
 * @param passedOn the services before it that answered with an error too, the last one
 * first
 */
public record RequestFailure(String began, int status, @Nullable Called called, List<String> passedOn) {

	/** A caller takes a 4xx for an error too, and the tools are callers. */
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
	 * @return the failure, or {@code null} where no hop answered with an error
	 */
	public static @Nullable RequestFailure of(Hop first) {
		List<Hop> failed = new ArrayList<>();
		for (Hop hop : Hops.of(first)) {
			if (isError(hop.status())) {
				failed.add(0, hop);
			}
		}
		if (failed.isEmpty()) {
			return null;
		}
		Hop last = failed.get(0);
		return new RequestFailure(last.service(), last.status(), Called.by(last),
				failed.stream().skip(1).map(Hop::service).toList());
	}

	/**
	 * Whether a status is that of an error, to the one who asked.
	 * @param status the HTTP status
	 * @return whether it is a 4xx or above
	 */
	public static boolean isError(int status) {
		return status >= FIRST_ERROR;
	}

	/**
	 * A call that led to no other hop.
	 *
	 * @param url the URL that was called
	 * @param status the status of the answer, or {@code null} where no usable one came
	 * @param error why there is no usable answer, or {@code null} where one came, from
	 * something that is no hop
	 */
	public record Called(String url, @Nullable Integer status, @Nullable String error) {

		private static @Nullable Called by(Hop hop) {
			Call call = hop.call();
			if (call == null || call.next() != null) {
				return null;
			}
			if (call.error() != null) {
				return new Called(call.url(), null, call.error());
			}
			return (call.status() != null && isError(call.status())) ? new Called(call.url(), call.status(), null)
					: null;
		}

	}

}
