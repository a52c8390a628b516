package org.meshtrio.trace.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.Span;
import tools.jackson.databind.JsonNode;

/**
 * Zipkin, through its <a href="https://zipkin.io/zipkin-api/">API v2</a>.
 */
final class ZipkinStore implements TraceStore {

	private final StoreClient client;

	ZipkinStore(StoreClient client) {
		this.client = client;
	}

	static boolean answers(StoreClient client) throws TraceStoreException {
		JsonNode services = client.probe("/api/v2/services");
		return services != null && services.isArray();
	}

	@Override
	public String name() {
		return "Zipkin at " + this.client.base();
	}

	/**
	 * Zipkin serves its pages below {@code /zipkin}, and its API there and at the root.
	 */
	@Override
	public String page(String traceId) {
		String base = this.client.base();
		return base + (base.endsWith("/zipkin") ? "" : "/zipkin") + "/traces/" + Ids.trace(traceId);
	}

	@Override
	public List<Span> trace(String traceId) throws TraceStoreException {
		List<Span> spans = new ArrayList<>();
		addAll(spans, this.client.get("/api/v2/trace/" + Ids.trace(traceId)));
		spans.sort(Span.BY_TIME);
		return spans;
	}

	@Override
	public List<Span> recent(String service, long from, long to) throws TraceStoreException {
		List<Span> spans = new ArrayList<>();
		// Zipkin's times are milliseconds, so the range is rounded up.
		long end = to / 1000 + 1;
		JsonNode traces = this.client
			.get("/api/v2/traces?serviceName=" + URLEncoder.encode(service, StandardCharsets.UTF_8) + "&endTs=" + end
					+ "&lookback=" + (end - from / 1000) + "&limit=100");
		if (traces != null) {
			traces.forEach((trace) -> addAll(spans, trace));
		}
		spans.sort(Span.BY_TIME);
		return spans;
	}

	private static void addAll(List<Span> spans, @Nullable JsonNode trace) {
		if (trace != null) {
			trace.forEach((span) -> spans.add(span(span)));
		}
	}

	private static Span span(JsonNode span) {
		Map<String, String> tags = new LinkedHashMap<>();
		span.path("tags").forEachEntry((key, value) -> tags.put(key, value.asString("")));
		return new Span(span.path("traceId").asString(""), span.path("id").asString(""), text(span, "parentId"),
				span.path("localEndpoint").path("serviceName").asString(""), span.path("name").asString(""),
				text(span, "kind"), span.path("timestamp").asLong(0), span.path("duration").asLong(0), tags);
	}

	private static @Nullable String text(JsonNode span, String property) {
		JsonNode value = span.path(property);
		return value.isString() ? value.stringValue() : null;
	}

}
