package org.meshtrio.hop;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/**
 * Limits the label values of the HTTP meters. Without it, a client could create any
 * number of series by requesting one status after another, and each series takes memory
 * and a place in every scrape. Spans and logs keep the exact status.
 */
class HttpMeters implements MeterFilter {

	private static final Set<String> NAMES = Set.of("http.server.requests", "http.client.requests");

	/**
	 * The statuses that matter in a mesh and its labs; any other becomes 2xx, 3xx, 4xx or
	 * 5xx.
	 */
	private static final Set<String> STATUSES = Set.of("200", "400", "403", "404", "429", "500", "502", "503", "504");

	private static final Pattern STATUS = Pattern.compile("[0-9]{3}");

	/** The path of the chain. */
	private static final String CHAIN = "/";

	/** In seconds: fine steps around the times of a chain, and up to its timeouts. */
	private static final double[] BUCKETS = { 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1,
			1.5, 2, 3, 5, 7.5, 10, 15, 20, 30 };

	/** All series of a histogram need at least one bucket. */
	private static final double[] LAST_BUCKET = { BUCKETS[BUCKETS.length - 1] };

	@Override
	public Meter.Id map(Meter.Id id) {
		return NAMES.contains(id.getName()) ? id.replaceTags(id.getTags().stream().map(HttpMeters::bounded).toList())
				: id;
	}

	/**
	 * Sets the buckets, whose exemplars lead from a slow request to its trace. Only the
	 * chain's requests get all of them, because histograms for each error of each path
	 * would be most of a scrape.
	 */
	@Override
	public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		if (!id.getName().equals("http.server.requests")) {
			return config;
		}
		boolean chain = CHAIN.equals(id.getTag("uri")) && "GET".equals(id.getTag("method"));
		double[] nanos = DoubleStream.of(chain ? BUCKETS : LAST_BUCKET).map((seconds) -> seconds * 1e9).toArray();
		return DistributionStatisticConfig.builder().serviceLevelObjectives(nanos).build().merge(config);
	}

	private static Tag bounded(Tag tag) {
		String value = tag.getValue();
		return switch (tag.getKey()) {
			case "status" -> (STATUS.matcher(value).matches() && !STATUSES.contains(value))
					? Tag.of("status", value.charAt(0) + "xx") : tag;
			// The services accept only GET. UNKNOWN is Spring's value for an invalid
			// method.
			case "method" -> value.equals("GET") ? tag : Tag.of("method", "UNKNOWN");
			default -> tag;
		};
	}

}
