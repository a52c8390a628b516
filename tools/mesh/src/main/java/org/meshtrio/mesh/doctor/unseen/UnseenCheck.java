package org.meshtrio.mesh.doctor.unseen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.config.ConfigCheck;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.ProxiesMissing;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.NoSidecar;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortExcluded;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortNotHttp;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.SidecarObstacle;
import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.diagnosis.UnseenHop;

/**
 * Why the proxies of some hops left no span of a request that reached them.
 */
final class UnseenCheck {

	private static final String INJECT = "sidecar.istio.io/inject";

	private static final String EXCLUDED = "traffic.sidecar.istio.io/excludeInboundPorts";

	private static final String INCLUDED = "traffic.sidecar.istio.io/includeInboundPorts";

	private final MeshState state;

	private final ConfigCheck config;

	private final String store;

	/**
	 * Creates the check.
	 * @param state the mesh, with the namespaces of the hops
	 * @param store what the trace store is called
	 */
	UnseenCheck(MeshState state, String store) {
		this.state = state;
		this.config = new ConfigCheck(state);
		this.store = store;
	}

	/**
	 * The reasons.
	 * @param hops the hops
	 * @return a finding for each workload; those without a known reason are in one
	 */
	List<Finding> findings(Collection<UnseenHop> hops) {
		List<Finding> findings = new ArrayList<>();
		Set<String> unknown = new LinkedHashSet<>();
		Set<String> done = new LinkedHashSet<>();
		for (UnseenHop hop : hops) {
			List<Pod> pods = pods(hop);
			String workload = pods.isEmpty() ? hop.service() : Proxy.of(pods.get(0)).name();
			if (!done.add(workload) || isOutside(hop) || isAmbient(pods)) {
				continue;
			}
			Finding finding = reason(workload, pods);
			if (finding != null) {
				findings.add(finding);
			}
			else {
				unknown.add(workload);
			}
		}
		if (!unknown.isEmpty()) {
			findings.add(new ProxiesMissing(List.copyOf(unknown), this.store, this.state.providersInUse()));
		}
		return findings;
	}

	/** A Service without a selector leads out of the mesh. */
	private boolean isOutside(UnseenHop hop) {
		Service service = hop.called() ? this.state.service(new ServiceHost(hop.namespace(), hop.service())) : null;
		return service != null && service.spec().selector().isEmpty();
	}

	/** In ambient mode only a waypoint makes spans, and it isn't the pod's. */
	private boolean isAmbient(List<Pod> pods) {
		return !pods.isEmpty() && pods.stream().allMatch(this.state.ambient()::has);
	}

	private List<Pod> pods(UnseenHop hop) {
		Service service = hop.called() ? this.state.service(new ServiceHost(hop.namespace(), hop.service())) : null;
		return this.state.pods()
			.stream()
			.filter(Pod::isRunning)
			.filter((pod) -> hop.namespace().isEmpty() || hop.namespace().equals(pod.metadata().namespace()))
			.filter((pod) -> (service != null) ? service.selects(pod) : isNamed(pod, hop.service()))
			.toList();
	}

	private static boolean isNamed(Pod pod, String name) {
		return Proxy.of(pod).name().equals(name) || pod.metadata().label("app").equals(name)
				|| pod.metadata().label("app.kubernetes.io/name").equals(name);
	}

	private @Nullable Finding reason(String workload, List<Pod> pods) {
		Pod bare = pods.stream().filter((pod) -> !pod.hasProxy()).findFirst().orElse(null);
		if (bare != null) {
			return new NoSidecar(workload, bare.metadata().name(), bare.metadata().namespace(), obstacle(bare));
		}
		return pods.stream()
			.flatMap((pod) -> Stream.of(notHttp(workload, pod), excluded(workload, pod),
					this.config.finding(Proxy.of(pod))))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static SidecarObstacle obstacle(Pod pod) {
		String label = pod.metadata().label(INJECT);
		String said = label.isEmpty() ? pod.metadata().annotations().getOrDefault(INJECT, "") : label;
		if (said.equals("false")) {
			return SidecarObstacle.REFUSED_BY_POD;
		}
		return pod.spec().hostNetwork() ? SidecarObstacle.HOST_NETWORK : SidecarObstacle.NAMESPACE;
	}

	private @Nullable Finding notHttp(String workload, Pod pod) {
		for (Service service : this.state.services()) {
			List<Service.Port> ports = service.spec().ports();
			for (int i = 0; service.selects(pod) && i < ports.size(); i++) {
				PortProtocol protocol = PortProtocol.of(ports.get(i));
				if (!protocol.isRead()) {
					return new PortNotHttp(workload, host(service), ports.get(i).port(), i, protocol, "");
				}
			}
		}
		return null;
	}

	private @Nullable Finding excluded(String workload, Pod pod) {
		String excluded = pod.metadata().annotations().getOrDefault(EXCLUDED, "");
		String included = pod.metadata().annotations().getOrDefault(INCLUDED, "*");
		return this.state.services()
			.stream()
			.filter((service) -> service.selects(pod))
			.flatMap((service) -> service.spec().ports().stream())
			.map(pod::target)
			.filter((port) -> isIn(port, excluded) || !(included.equals("*") || isIn(port, included)))
			.findFirst()
			.<Finding>map((port) -> new PortExcluded(workload, pod.metadata().namespace(), port,
					isIn(port, excluded) ? EXCLUDED : INCLUDED, isIn(port, excluded) ? excluded : included))
			.orElse(null);
	}

	private static boolean isIn(int port, String list) {
		return Stream.of(list.split(",")).map(String::strip).anyMatch(String.valueOf(port)::equals);
	}

	static ServiceHost host(Service service) {
		return new ServiceHost(service.metadata().namespace(), service.metadata().name());
	}

}
