package org.meshtrio.mesh.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.tracing.ServiceHost;

/**
 * What a proxy counted about one destination since it started, all addresses together.
 * Envoy keeps these numbers whatever {@code proxyStatsMatcher} says.
 *
 * @param service the Service, or {@code null} for any other destination
 * @param port the port of the Service, 0 for any other destination
 * @param connections how many connections it opened
 * @param connectionsFailed how many it couldn't open
 * @param requests how many requests it sent
 * @param requestsFailed how many of them got an error, or no answer in time
 */
public record Upstream(@Nullable ServiceHost service, int port, long connections, long connectionsFailed, long requests,
		long requestsFailed) {

	/**
	 * The numbers of a port of a Service, all subsets together.
	 * @param upstreams what a proxy counted
	 * @param service the Service
	 * @param port the port
	 * @return the numbers, 0 if the proxy doesn't know it
	 */
	public static Upstream sum(List<Upstream> upstreams, ServiceHost service, int port) {
		return upstreams.stream()
			.filter((upstream) -> service.equals(upstream.service()) && upstream.port() == port)
			.reduce(new Upstream(service, port, 0, 0, 0, 0),
					(one, other) -> new Upstream(service, port, one.connections() + other.connections(),
							one.connectionsFailed() + other.connectionsFailed(), one.requests() + other.requests(),
							one.requestsFailed() + other.requestsFailed()));
	}

	/**
	 * Reads the text of Envoy's {@code /clusters}.
	 * @param text lines such as
	 * {@code outbound|80||stock.shop.svc.cluster.local::10.0.0.7:8080::cx_total::3}
	 * @return the destinations in order
	 */
	static List<Upstream> parse(String text) {
		Map<String, Map<String, Long>> counters = new LinkedHashMap<>();
		text.lines().forEach((line) -> {
			int name = line.indexOf("::");
			int value = line.lastIndexOf("::");
			// An IPv6 address between them has double colons too.
			int counter = line.lastIndexOf("::", value - 1);
			if (name >= 0 && counter > name && line.substring(value + 2).matches("\\d{1,18}")) {
				counters.computeIfAbsent(line.substring(0, name), (key) -> new LinkedHashMap<>())
					.merge(line.substring(counter + 2, value), Long.valueOf(line.substring(value + 2)), Long::sum);
			}
		});
		List<Upstream> upstreams = new ArrayList<>();
		counters.forEach((name, all) -> upstreams.add(of(name, all)));
		return upstreams;
	}

	private static Upstream of(String name, Map<String, Long> counters) {
		// Such as outbound|80|v1|stock.shop.svc.cluster.local, newer ones with a
		// semicolon.
		String[] parts = name.split("[|;]");
		boolean outbound = parts.length > 3 && parts[0].equals("outbound") && parts[1].matches("\\d{1,5}");
		ServiceHost service = outbound ? ServiceHost.of(parts[3]) : null;
		return new Upstream(service, (service != null) ? Integer.parseInt(parts[1]) : 0,
				counters.getOrDefault("cx_total", 0L), counters.getOrDefault("cx_connect_fail", 0L),
				counters.getOrDefault("rq_total", 0L),
				counters.getOrDefault("rq_error", 0L) + counters.getOrDefault("rq_timeout", 0L));
	}

}
