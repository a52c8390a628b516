package org.meshtrio.mesh.doctor.unseen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.admin.ProxyCounters;
import org.meshtrio.mesh.admin.Upstream;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortNotHttp;
import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;

/**
 * Ports that declare {@code tcp}, behind which a request can end without any span: those
 * to which the proxies that saw it have connections.
 */
final class SilentPorts {

	/** Each takes a call of {@code kubectl exec}. */
	private static final int MOST_PROXIES = 10;

	private final ProxyCounters counters;

	private final MeshState state;

	/**
	 * Creates the check.
	 * @param counters asks the proxies
	 * @param state the mesh, with the namespaces of the hops
	 */
	SilentPorts(ProxyCounters counters, MeshState state) {
		this.counters = counters;
		this.state = state;
	}

	/**
	 * The ports.
	 * @param spans the spans of a request
	 * @return a finding for each, empty too if the proxies may not be asked
	 * @throws ClusterException if {@code kubectl} can't run
	 */
	List<Finding> findings(List<Span> spans) throws ClusterException {
		List<Finding> findings = new ArrayList<>();
		Set<String> seen = new LinkedHashSet<>();
		spans.stream().map(SpanRole::of).filter(SpanRole::proxy).forEach((role) -> seen.add(role.service()));
		List<Silent> suspects = suspects(seen);
		if (suspects.isEmpty()) {
			return findings;
		}
		List<Pod> callers = this.state.pods()
			.stream()
			.filter((pod) -> pod.isRunning() && pod.hasProxy() && seen.contains(Proxy.of(pod).name()))
			.limit(MOST_PROXIES)
			.toList();
		for (Pod caller : callers) {
			List<Upstream> upstreams = this.counters.of(caller);
			findings.addAll(called(suspects, Proxy.of(caller).name(), upstreams));
		}
		return findings.stream().distinct().toList();
	}

	/** Each port counts once, whoever calls it. */
	private static Collection<Finding> called(List<Silent> suspects, String caller,
			@Nullable List<Upstream> upstreams) {
		List<Finding> findings = new ArrayList<>();
		for (Silent silent : List.copyOf(suspects)) {
			if (upstreams != null && upstreams.stream()
				.anyMatch((upstream) -> silent.service().equals(upstream.service())
						&& silent.port().port() == upstream.port() && upstream.connections() > 0)) {
				findings.add(new PortNotHttp(silent.service().name(), silent.service(), silent.port().port(),
						silent.index(), PortProtocol.of(silent.port()), caller));
				suspects.remove(silent);
			}
		}
		return findings;
	}

	private List<Silent> suspects(Set<String> seen) {
		List<Silent> suspects = new ArrayList<>();
		for (Service service : this.state.services()) {
			boolean leadsElsewhere = this.state.pods()
				.stream()
				.anyMatch((pod) -> pod.isRunning() && service.selects(pod) && !seen.contains(Proxy.of(pod).name()));
			List<Service.Port> ports = service.spec().ports();
			for (int i = 0; leadsElsewhere && i < ports.size(); i++) {
				if (PortProtocol.mayHideHttp(ports.get(i))) {
					suspects.add(new Silent(UnseenCheck.host(service), ports.get(i), i));
				}
			}
		}
		return suspects;
	}

	/**
	 * A port of a Service.
	 *
	 * @param service the Service
	 * @param port the port
	 * @param index its place in the Service's list
	 */
	private record Silent(ServiceHost service, Service.Port port, int index) {
	}

}
