package org.meshtrio.mesh.doctor.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoSidecars;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoWaypoint;
import org.meshtrio.mesh.doctor.finding.NoSpans.SpansDisabled;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnusableProvider;
import org.meshtrio.mesh.doctor.finding.Sampling.LowSampling;
import org.meshtrio.mesh.doctor.finding.SomeProxies;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.tracing.Ambient;
import org.meshtrio.mesh.tracing.AppliedTracing;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.mesh.tracing.TracingSource;

/**
 * What the configuration of a mesh alone shows: whether the proxies make spans, whether
 * these can arrive, and how many requests are recorded.
 */
public final class ConfigCheck {

	/** The label of the pods that Istio starts for a Gateway of the Gateway API. */
	private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

	private final MeshState state;

	public ConfigCheck(MeshState state) {
		this.state = state;
	}

	/**
	 * What is wrong.
	 * @return the findings of the first cause that has some, empty if all is well
	 */
	public List<Finding> findings() {
		Set<String> bare = bareNamespaces();
		if (!bare.isEmpty()) {
			return List.of(new NoSidecars(bare.iterator().next()));
		}
		List<Finding> waypoints = missingWaypoints();
		if (!waypoints.isEmpty()) {
			return waypoints;
		}
		List<Finding> spans = forEachProxy(this::noSpans);
		return spans.isEmpty() ? forEachProxy((proxy, tracing) -> fewSpans(tracing)) : spans;
	}

	/** The namespaces with pods and without a single proxy, but not the gateways' own. */
	private Set<String> bareNamespaces() {
		Set<String> bare = new LinkedHashSet<>();
		this.state.pods().forEach((pod) -> bare.add(pod.metadata().namespace()));
		this.state.proxies().forEach((proxy) -> bare.remove(proxy.namespace()));
		bare.remove(this.state.rootNamespace());
		Ambient ambient = this.state.ambient();
		this.state.pods().stream().filter(ambient::has).forEach((pod) -> bare.remove(pod.metadata().namespace()));
		return bare;
	}

	/** A waypoint in another namespace isn't read. */
	private List<Finding> missingWaypoints() {
		Ambient ambient = this.state.ambient();
		return this.state.services()
			.stream()
			.filter((service) -> this.state.pods().stream().anyMatch((pod) -> service.selects(pod) && ambient.has(pod)))
			.map(ambient::waypoint)
			.filter(Objects::nonNull)
			.distinct()
			.filter((waypoint) -> ambient.hasNamespace(waypoint.namespace()) && !isRunning(waypoint))
			.<Finding>map((waypoint) -> new NoWaypoint(waypoint.namespace(), waypoint.name()))
			.toList();
	}

	private boolean isRunning(ServiceHost waypoint) {
		return this.state.pods()
			.stream()
			.anyMatch((pod) -> pod.isRunning() && pod.metadata().namespace().equals(waypoint.namespace())
					&& pod.metadata().label(GATEWAY_NAME).equals(waypoint.name()));
	}

	/** A finding that is true for all proxies counts once. */
	private List<Finding> forEachProxy(BiFunction<Proxy, AppliedTracing, @Nullable Finding> check) {
		Map<Finding, Set<String>> found = new LinkedHashMap<>();
		for (Proxy proxy : this.state.proxies()) {
			for (AppliedTracing tracing : AppliedTracing.of(this.state, proxy)) {
				Finding finding = check.apply(proxy, tracing);
				if (finding != null) {
					found.computeIfAbsent(finding, (key) -> new LinkedHashSet<>()).add(proxy.name());
				}
			}
		}
		long all = this.state.proxies().stream().map(Proxy::name).distinct().count();
		List<Finding> findings = new ArrayList<>();
		found.forEach((finding, names) -> findings
			.add((names.size() == all) ? finding : new SomeProxies(List.copyOf(names), finding)));
		return findings;
	}

	/**
	 * What is wrong for one proxy.
	 * @param proxy the proxy
	 * @return the first finding, or {@code null} if all is well
	 */
	public @Nullable Finding finding(Proxy proxy) {
		return AppliedTracing.of(this.state, proxy)
			.stream()
			.flatMap((tracing) -> Stream.of(noSpans(proxy, tracing), fewSpans(tracing)))
			.filter(Objects::nonNull)
			.findFirst()
			.<Finding>map((finding) -> new SomeProxies(List.of(proxy.name()), finding))
			.orElse(null);
	}

	private @Nullable Finding noSpans(Proxy proxy, AppliedTracing tracing) {
		if (tracing.provider() == null) {
			// Before the Telemetry API the mesh configuration set everything.
			return this.state.config().isTracedByProxyConfig() ? null
					: new NoProvider(tracing.samplingBy(), tracingProviders(), this.state.rootNamespace());
		}
		Provider provider = this.state.config().provider(tracing.provider());
		if (provider == null || !provider.isForTracing()) {
			return new UnusableProvider(tracing.provider(), tracing.providerBy(), provider != null, tracingProviders());
		}
		if (tracing.disabledBy() != null) {
			return new SpansDisabled(tracing.disabledBy());
		}
		return new ProviderCheck(this.state, provider).finding(proxy);
	}

	private List<String> tracingProviders() {
		return this.state.config()
			.extensionProviders()
			.stream()
			.filter(Provider::isForTracing)
			.map(Provider::name)
			.toList();
	}

	private @Nullable Finding fewSpans(AppliedTracing tracing) {
		double sampling = tracing.effectiveSampling(this.state);
		if (sampling >= 100) {
			return null;
		}
		TracingSource by = tracing.samplingBy().isTelemetry() ? tracing.samplingBy() : tracing.providerBy();
		return new LowSampling(sampling, tracing.sampling() == null, by, String.valueOf(tracing.provider()),
				this.state.rootNamespace());
	}

}
