package org.meshtrio.trace.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;

/**
 * Answers of chains in which something failed. {@code RequestFailureTest} has what is
 * known about them.
 */
public final class FailedAnswers {

	private FailedAnswers() {
	}

	/**
	 * The answers.
	 * @return each by its name
	 */
	public static Map<String, Hop> all() {
		Map<String, Hop> answers = new LinkedHashMap<>();
		answers.put("failed: the last hop", chain(503, 503, 503));
		answers.put("failed: the last hop, with a status of the client's", chain(404, 404, 404));
		answers.put("failed: before a hop that is fine", chain(500, 500, 200));
		answers.put("failed: not passed on", chain(200, 200, 503));
		answers.put("failed: not at all", chain(302, 302, 302));
		Call refused = call("http://service2/", null, "http://service2/ refused the connection.", null);
		answers.put("failed: no answer",
				hop("service0", 502, call("http://service1/", 502, null, hop("service1", 502, refused))));
		answers.put("failed: something that isn't a hop",
				hop("service1", 503, call("http://httpbin/", 503, null, null)));
		answers.put("failed: a branch of a fork",
				hop("service0", 503, call("http://service1/", 200, null, hop("service1", 200)),
						call("http://service2/", 503, null, hop("service2", 503)),
						call("http://service3/", null, "refused", null)));
		return answers;
	}

	static Hop chain(int first, int second, int third) {
		Hop service2 = hop("service2", third);
		Hop service1 = hop("service1", second, call("http://service2/", third, null, service2));
		return hop("service0", first, call("http://service1/", second, null, service1));
	}

	static Hop hop(String service, int status, Call... calls) {
		return new Hop(service, "v1", null, null, status, "", new Received("GET", "/", Map.of()), null, null, null, 1,
				List.of(calls));
	}

	static Call call(String url, @Nullable Integer status, @Nullable String error, @Nullable Hop next) {
		return new Call(url, Map.of(), status, Map.of(), 1, error, next, null);
	}

}
