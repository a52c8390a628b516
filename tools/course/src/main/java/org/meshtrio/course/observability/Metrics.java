package org.meshtrio.course.observability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;
import org.meshtrio.trace.request.Tally;

/**
 * Prometheus counts the requests, errors and times, by service and version.
 */
public final class Metrics implements Lab {

	private static final int REQUESTS = 60;

	private static final int ERRORS = 40;

	/** One of service0, three of service1 and of service2. */
	private static final int VERSIONS = 7;

	private static final List<String> SERVICES = List.of("service0", "service1", "service2");

	/** One result of a query: its labels, and its value. */
	private static final Pattern RESULT = Pattern
		.compile("\\{\"metric\":\\{([^}]*)\\},\"value\":\\[[0-9.]+,\"([^\"]+)\"\\]");

	@Override
	public List<Requirement> needs() {
		return List.of(Requirement.counters());
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("prometheus");
		steps.run("query");
		steps.until("targets", "client, and the versions of three services",
				(output) -> results(output).size() == 8 && total(output, "") == 8);

		// Before the first request, there are no counters at all.
		steps.run("first");
		BlockOutput before = settled(steps);
		Tally sent = steps.run("send").tally();
		steps.expect("answers", REQUESTS, sent.total());
		BlockOutput after = steps.until("counts",
				"as many more requests as were sent, by each service and by the sidecar of service0",
				(output) -> SERVICES.stream().allMatch((app) -> more(output, before, app(app)) == sent.of(app))
						&& more(output, before, "response_code") == REQUESTS);
		steps.expect("more answers with 200 counted by that sidecar", sent.status(200),
				more(after, before, "\"response_code\":\"200\""));
		for (String app : List.of("service1", "service2")) {
			for (String version : List.of("v1", "v2", "v3")) {
				steps.expect("more requests counted for " + app + " " + version + ", compared with its answers",
						sent.of(app, version), more(after, before, app(app) + ",\"version\":\"" + version + "\""));
			}
		}

		BlockOutput none = steps.run("failed");
		Tally errors = steps.run("errors").tally();
		steps.expect("answers with 503", ERRORS, errors.status(503));
		steps.until("failed", "as many more errors of each service",
				(output) -> SERVICES.stream().allMatch((app) -> more(output, none, app(app)) == errors.of(app)));
		steps.run("errors");
		steps.until("share", "for each version a share of errors above 0 and below 1",
				(output) -> results(output).size() == VERSIONS
						&& results(output).values().stream().allMatch((share) -> share > 0 && share < 1));

		steps.until("latency", "less than 0.9 s in each version of service2",
				(output) -> results(output).size() == VERSIONS && results(output).entrySet()
					.stream()
					.filter((result) -> result.getKey().contains(app("service2")))
					.allMatch((result) -> result.getValue() < 0.9));
		steps.run("slow");
		steps.until("latency", "0.9 s or more in each version of each service",
				(output) -> results(output).size() == VERSIONS
						&& results(output).values().stream().allMatch((seconds) -> seconds >= 0.9));
		// It depends on the build of Envoy whether the query has results.
		steps.expect("Prometheus accepts the query", true, steps.run("istio").contains("\"status\":\"success\""));
	}

	/** Prometheus may not have scraped all requests from before this lab yet. */
	private static BlockOutput settled(Steps steps) throws LabException {
		AtomicReference<Map<String, Double>> last = new AtomicReference<>(Map.of());
		return steps.until("counts", "the same numbers again", (output) -> {
			Map<String, Double> now = results(output);
			return now.equals(last.getAndSet(now)) && !now.isEmpty();
		});
	}

	private static String app(String app) {
		return "\"app\":\"" + app + "\"";
	}

	private static int more(BlockOutput after, BlockOutput before, String labels) {
		return (int) (total(after, labels) - total(before, labels));
	}

	private static double total(BlockOutput output, String labels) {
		return results(output).entrySet()
			.stream()
			.filter((result) -> result.getKey().contains(labels))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	private static Map<String, Double> results(BlockOutput output) {
		Map<String, Double> results = new HashMap<>();
		for (MatchResult result : RESULT.matcher(output.text()).results().toList()) {
			results.put(result.group(1), Double.parseDouble(result.group(2).replace("Inf", "Infinity")));
		}
		return results;
	}

}
