package org.meshtrio.check.verdict;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.probe.SentRequest;

/**
 * What came of a request.
 *
 * @param sent the request
 * @param status the status of the service's response, or {@code null} if there was none
 * @param failure why there was no response, or {@code null}
 * @param calls what the service sent before its response
 * @param lateCalls what it sent after that
 */
public record Observation(SentRequest sent, @Nullable Integer status, @Nullable String failure,
		List<CapturedRequest> calls, List<CapturedRequest> lateCalls) {

	/**
	 * All that the service sent.
	 * @return the calls in order
	 */
	public List<CapturedRequest> all() {
		return Stream.concat(this.calls.stream(), this.lateCalls.stream()).toList();
	}

	/**
	 * The calls that most rules are about: those before the response, or if the service
	 * makes none then, the late ones.
	 * @return the calls
	 */
	public List<CapturedRequest> main() {
		return this.calls.isEmpty() ? this.lateCalls : this.calls;
	}

}
