package org.meshtrio.mesh.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoSidecars;
import org.meshtrio.mesh.doctor.finding.NoSpans.SpansDisabled;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnusableProvider;
import org.meshtrio.mesh.doctor.finding.Sampling.LowSampling;
import org.meshtrio.mesh.doctor.finding.SomeProxies;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.tracing.AppliedTracing;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.TracingSource;

/**
 * What the configuration of a mesh alone shows: whether the proxies make spans, whether
 * these can arrive, and how many requests are recorded.
 */
final class ConfigCheck {

	private final MeshState state;

	ConfigCheck(MeshState state) {
		this.state = state;
	}

	/**
	 * What is wrong.
	 * @return the findings of the first cause that has some, empty if all is well
	 */
	List<Finding> findings() {
		Set<String> bare = bareNamespaces();
		if (!bare.isEmpty()) {
			return List.of(new NoSidecars(bare.iterator().next()));
		}
		List<Finding> spans = forEachProxy(this::noSpans);
		return spans.isEmpty() ? forEachProxy(this::fewSpans) : spans;
	}

	/** The namespaces with pods and without a single proxy, but not the gateways' own. */
	private Set<String> bareNamespaces() {
		Set<String> bare = new LinkedHashSet<>();
		this.state.pods().forEach((pod) -> bare.add(pod.metadata().namespace()));
		this.state.proxies().forEach((proxy) -> bare.remove(proxy.namespace()));
		bare.remove(this.state.rootNamespace());
		return bare;
	}

	/** A finding that is true for all proxies counts once. */
	private List<Finding> forEachProxy(Function<AppliedTracing, @Nullable Finding> check) {
		Map<Finding, Set<String>> found = new LinkedHashMap<>();
		for (Proxy proxy : this.state.proxies()) {
			for (AppliedTracing tracing : AppliedTracing.of(this.state, proxy)) {
				Finding finding = check.apply(tracing);
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

	private @Nullable Finding noSpans(AppliedTracing tracing) {
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
		return new ProviderCheck(this.state, provider).finding();
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
