package org.meshtrio.mesh.doctor.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.CollectorFault;
import org.meshtrio.mesh.doctor.finding.CollectorFault.MutualTlsToPlain;
import org.meshtrio.mesh.doctor.finding.CollectorFault.NoneAllowed;
import org.meshtrio.mesh.doctor.finding.CollectorFault.OtherFormat;
import org.meshtrio.mesh.doctor.finding.CollectorFault.PlainToStrict;
import org.meshtrio.mesh.istio.DestinationRule;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.SecurityPolicy;
import org.meshtrio.mesh.object.ObjectName;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.CollectorWay;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;

/**
 * Whether the reports of a proxy can get through to a collector: encryption, policies,
 * and format.
 */
final class WayCheck {

	private static final String RULE = "DestinationRule";

	private final MeshState state;

	private final CollectorWay way;

	private final Provider provider;

	private final ServiceHost host;

	private final Service service;

	private final List<Pod> pods;

	WayCheck(MeshState state, Provider provider, ServiceHost host, Service service) {
		this.state = state;
		this.way = state.way();
		this.provider = provider;
		this.host = host;
		this.service = service;
		this.pods = this.way.pods().stream().filter(service::selects).toList();
	}

	/**
	 * What keeps the reports out for certain.
	 * @param proxy the proxy
	 * @return the fault, or {@code null} if none is certain
	 */
	@Nullable CollectorFault fault(Proxy proxy) {
		CollectorFault format = otherFormat();
		if (format != null || this.pods.isEmpty()) {
			return format;
		}
		DestinationRule rule = rule(proxy);
		String mode = (rule != null) ? rule.tlsMode(this.provider.port()) : "";
		if (rule != null && mode.equals("ISTIO_MUTUAL") && this.pods.stream().noneMatch(Pod::hasProxy)) {
			return new MutualTlsToPlain(this.provider, this.host, ObjectName.of(RULE, rule.metadata()),
					rule.tlsPath(this.provider.port()), rule.host().startsWith("*"));
		}
		if (!this.pods.stream().allMatch(Pod::hasProxy)) {
			return null;
		}
		ObjectName strict = strict();
		if (rule != null && mode.equals("DISABLE") && strict != null) {
			return new PlainToStrict(this.provider, this.host, ObjectName.of(RULE, rule.metadata()),
					rule.tlsPath(this.provider.port()), rule.host().startsWith("*"), strict);
		}
		return noneAllowed();
	}

	/**
	 * What may keep them out, if the proxies count that something does.
	 * @param proxy the proxy
	 * @return the objects
	 */
	List<ObjectName> suspects(Proxy proxy) {
		List<ObjectName> suspects = new ArrayList<>();
		DestinationRule rule = rule(proxy);
		if (rule != null && !rule.tlsMode(this.provider.port()).isEmpty()) {
			suspects.add(ObjectName.of(RULE, rule.metadata()));
		}
		this.pods.stream()
			.filter(Pod::hasProxy)
			.flatMap((pod) -> this.way.policies(pod, this.state.rootNamespace()).stream())
			.map((policy) -> ObjectName.of("AuthorizationPolicy", policy.metadata()))
			.distinct()
			.forEach(suspects::add);
		return suspects;
	}

	private @Nullable DestinationRule rule(Proxy proxy) {
		return this.way.rule(proxy, this.host, ServiceHost.plain(this.provider.service()), this.state.rootNamespace());
	}

	/** Without a sidecar, a PeerAuthentication has no effect. */
	private @Nullable ObjectName strict() {
		SecurityPolicy peer = this.way.peer(this.pods.get(0), target(), this.state.rootNamespace());
		return (peer != null && peer.mode(target()).equals("STRICT"))
				? ObjectName.of("PeerAuthentication", peer.metadata()) : null;
	}

	private int target() {
		Service.Port port = port();
		return (port != null) ? this.pods.get(0).target(port) : 0;
	}

	private @Nullable CollectorFault noneAllowed() {
		List<SecurityPolicy> allow = this.way.policies(this.pods.get(0), this.state.rootNamespace())
			.stream()
			.filter(SecurityPolicy::isAllow)
			.toList();
		boolean none = !allow.isEmpty() && allow.stream().allMatch((policy) -> policy.spec().rules().isEmpty());
		return none ? new NoneAllowed(this.provider, this.host,
				ObjectName.of("AuthorizationPolicy", allow.get(0).metadata()), target()) : null;
	}

	private @Nullable CollectorFault otherFormat() {
		Service.Port port = port();
		String name = (port != null) ? port.name() : "";
		boolean other = switch (this.provider.type()) {
			case "zipkin" -> name.contains("otlp");
			case "opentelemetry" -> name.contains("zipkin")
					|| (name.contains("otlp") && name.startsWith("http") != (this.provider.usualPort() == 4318)
							&& (name.startsWith("http") || name.startsWith("grpc")));
			default -> false;
		};
		return other ? new OtherFormat(this.provider, this.host, name) : null;
	}

	private Service.@Nullable Port port() {
		return this.service.spec()
			.ports()
			.stream()
			.filter((port) -> port.port() == this.provider.port())
			.findFirst()
			.orElse(null);
	}

}
