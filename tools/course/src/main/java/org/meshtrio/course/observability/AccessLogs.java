package org.meshtrio.course.observability;

import java.util.List;
import java.util.function.Predicate;

import org.meshtrio.course.run.BlockOutput;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.run.Requirement;
import org.meshtrio.course.run.Steps;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the proxies log: all requests, none, the failed ones, and as JSON.
 */
public final class AccessLogs implements Lab {

	@Override
	public List<Requirement> needs() {
		return List.of(Requirement.setting("accessLogFile", "log"),
				Requirement.setting("access-log-json", "log, in JSON too"));
	}

	@Override
	public void run(Steps steps) throws LabException {
		steps.run("id");
		steps.until("all", "lines of client, service0, service1 and service2, from both sides of each call",
				(output) -> logged(output, "client", "outbound") && logged(output, "service0", "inbound")
						&& logged(output, "service0", "outbound") && logged(output, "service1", "inbound")
						&& logged(output, "service1", "outbound") && logged(output, "service2", "inbound"));

		steps.run("off");
		steps.until("silent", "more and more lines of the client, and no new ones of service0", firstGrowsAlone());

		steps.run("filter");
		steps.until("failures", "more and more lines with 503, and no new ones with 200", firstGrowsAlone());

		steps.run("json");
		BlockOutput line = steps.until("line", "a line of JSON with the request",
				(output) -> output.count("^\\{.*\\}$") == 1);
		JsonNode json = parse(line.find("^\\{.*\\}$"));
		steps.expect("status in the line", 418, json.path("status").asInt());
		steps.expect("path in the line", "/status/418", json.path("path").asString());
		steps.expect("the id in the line is ours", json.path("request_id").asString("").endsWith("-json"), "…-json",
				json.path("request_id").asString(""));
	}

	/**
	 * Whether the first of two numbers, one per line, is at least 3 higher than the
	 * second, and the second is the same as before. The reason for 3 is that a line can
	 * come a second later than that of another proxy.
	 */
	private static Predicate<BlockOutput> firstGrowsAlone() {
		int[] before = { -1 };
		return (output) -> {
			int[] now = output.lines()
				.stream()
				.filter((line) -> line.matches("\\d+"))
				.mapToInt(Integer::parseInt)
				.toArray();
			boolean alone = now.length == 2 && now[0] >= now[1] + 3 && now[1] == before[0];
			before[0] = (now.length == 2) ? now[1] : -1;
			return alone;
		};
	}

	private static boolean logged(BlockOutput output, String app, String direction) {
		return output.count("^\\[pod/" + app + "-.*\"GET / HTTP/1.1\" 200 .* " + direction + "\\|") > 0;
	}

	private static JsonNode parse(String line) throws LabException {
		try {
			return JsonMapper.shared().readTree(line);
		}
		catch (JacksonException ex) {
			throw new LabException("the line isn't JSON: " + line);
		}
	}

}
