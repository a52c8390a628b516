package org.meshtrio.mesh.doctor.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.admin.ProxyCounters;
import org.meshtrio.mesh.admin.Upstream;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.finding.CollectorFault.ReportsLost;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.wait.Deadline;

/**
 * What the proxies count about their reports of one request: whether they sent any, and
 * whether these arrived.
 */
public final class CollectorReports {

	/** Each takes a call of {@code kubectl exec}. */
	private static final int MOST_PROXIES = 4;

	/** Proxies report every five seconds. */
	private static final Duration LIMIT = Duration.ofSeconds(12);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private final MeshState state;

	private final ProxyCounters counters;

	private final Map<Pod, List<Upstream>> before = new LinkedHashMap<>();

	/**
	 * Begins to count.
	 * @param state the mesh
	 * @param counters asks the proxies
	 * @throws ClusterException if {@code kubectl} can't run
	 */
	public CollectorReports(MeshState state, ProxyCounters counters) throws ClusterException {
		this.state = state;
		this.counters = counters;
		List<Pod> pods = state.pods()
			.stream()
			.filter((pod) -> pod.isRunning() && pod.hasProxy())
			// The gateway took part for certain.
			.sorted((one, other) -> Boolean.compare(isGateway(other), isGateway(one)))
			.limit(MOST_PROXIES)
			.toList();
		for (Pod pod : pods) {
			List<Upstream> upstreams = counters.of(pod);
			if (upstreams != null) {
				this.before.put(pod, upstreams);
			}
		}
	}

	private boolean isGateway(Pod pod) {
		return pod.metadata().namespace().equals(this.state.rootNamespace());
	}

	/**
	 * Waits until the proxies have reported a request that was sent since.
	 * @return which reports don't arrive, or {@code null} if none is known to be lost
	 * @throws ClusterException if {@code kubectl} can't run
	 */
	public @Nullable ReportsLost lost() throws ClusterException {
		Deadline deadline = Deadline.after(LIMIT);
		ReportsLost lost;
		do {
			lost = look();
		}
		while (lost == null && !this.before.isEmpty() && deadline.pause(INTERVAL));
		return lost;
	}

	private @Nullable ReportsLost look() throws ClusterException {
		for (ProviderInUse inUse : this.state.providersInUse()) {
			Provider provider = inUse.provider();
			ServiceHost host = ServiceHost.of(provider.service());
			Service service = (host != null) ? this.state.service(host) : null;
			if (host != null && service != null) {
				ReportsLost lost = lost(provider, host, new WayCheck(this.state, provider, host, service));
				if (lost != null) {
					return lost;
				}
			}
		}
		return null;
	}

	private @Nullable ReportsLost lost(Provider provider, ServiceHost host, WayCheck way) throws ClusterException {
		List<Proxy> proxies = new ArrayList<>();
		long requests = 0;
		long failed = 0;
		long connectionsFailed = 0;
		for (Map.Entry<Pod, List<Upstream>> entry : this.before.entrySet()) {
			List<Upstream> upstreams = this.counters.of(entry.getKey());
			if (upstreams == null) {
				continue;
			}
			Upstream then = Upstream.sum(entry.getValue(), host, provider.port());
			Upstream now = Upstream.sum(upstreams, host, provider.port());
			long newFailed = now.requestsFailed() - then.requestsFailed();
			long newConnectionsFailed = now.connectionsFailed() - then.connectionsFailed();
			if (newFailed + newConnectionsFailed > 0) {
				proxies.add(Proxy.of(entry.getKey()));
				requests += now.requests() - then.requests();
				failed += newFailed;
				connectionsFailed += newConnectionsFailed;
			}
		}
		return proxies.isEmpty() ? null
				: new ReportsLost(provider, proxies.stream().map(Proxy::name).distinct().toList(), requests, failed,
						connectionsFailed,
						proxies.stream().flatMap((proxy) -> way.suspects(proxy).stream()).distinct().toList());
	}

}
