package org.meshtrio.trace.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.Span;
import tools.jackson.databind.JsonNode;

/**
 * Jaeger, through the JSON API of its user interface, which versions 1 and 2 both serve.
 */
final class JaegerStore implements TraceStore {

	private static final String KIND = "span.kind";

	private final StoreClient client;

	JaegerStore(StoreClient client) {
		this.client = client;
	}

	static boolean answers(StoreClient client) throws TraceStoreException {
		JsonNode services = client.probe("/api/services");
		return services != null && services.has("data");
	}

	@Override
	public String name() {
		return "Jaeger at " + this.client.base();
	}

	@Override
	public String page(String traceId) {
		return this.client.base() + "/trace/" + Ids.trace(traceId);
	}

	@Override
	public List<Span> trace(String traceId) throws TraceStoreException {
		return spans(this.client.get("/api/traces/" + Ids.trace(traceId)));
	}

	@Override
	public List<Span> recent(String service, long from, long to) throws TraceStoreException {
		return spans(this.client.get("/api/traces?service=" + URLEncoder.encode(service, StandardCharsets.UTF_8)
				+ "&start=" + from + "&end=" + to + "&limit=100"));
	}

	private static List<Span> spans(@Nullable JsonNode answer) {
		List<Span> spans = new ArrayList<>();
		if (answer != null) {
			for (JsonNode trace : answer.path("data")) {
				for (JsonNode span : trace.path("spans")) {
					spans.add(span(span, trace.path("processes")));
				}
			}
		}
		spans.sort(Span.BY_TIME);
		return spans;
	}

	private static Span span(JsonNode span, JsonNode processes) {
		Map<String, String> tags = new LinkedHashMap<>();
		for (JsonNode tag : span.path("tags")) {
			tags.put(tag.path("key").asString(""), tag.path("value").asString(""));
		}
		String kind = tags.remove(KIND);
		return new Span(span.path("traceID").asString(""), span.path("spanID").asString(""), parent(span),
				processes.path(span.path("processID").asString("")).path("serviceName").asString(""),
				span.path("operationName").asString(""), (kind != null) ? kind.toUpperCase(Locale.ROOT) : null,
				span.path("startTime").asLong(0), span.path("duration").asLong(0), tags);
	}

	private static @Nullable String parent(JsonNode span) {
		for (JsonNode reference : span.path("references")) {
			if (reference.path("refType").asString("").equals("CHILD_OF")) {
				return reference.path("spanID").asString("");
			}
		}
		return null;
	}

}
