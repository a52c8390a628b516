package org.meshtrio.mesh.tracing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.Telemetry;

/**
 * The tracing that applies to a proxy on one side of its calls, by the rules of istiod:
 * it takes the oldest Telemetry without a selector from the root namespace, then from the
 * proxy's namespace, then the oldest one whose selector matches. A later one overrides
 * the earlier ones.
 *
 * @param provider the provider's name, or {@code null} if none applies
 * @param providerBy what names it
 * @param disabledBy what turns the spans off, or {@code null}
 * @param sampling the percentage of requests, or {@code null} if no Telemetry sets it
 * @param samplingBy what sets it
 */
public record AppliedTracing(@Nullable String provider, TracingSource providerBy, @Nullable TracingSource disabledBy,
		@Nullable Double sampling, TracingSource samplingBy) {

	/**
	 * The tracing of a proxy.
	 * @param state the mesh
	 * @param proxy the proxy
	 * @return that of incoming calls and, if it differs, that of outgoing calls
	 */
	public static List<AppliedTracing> of(MeshState state, Proxy proxy) {
		List<Telemetry> telemetries = applicable(state, proxy);
		AppliedTracing client = of(state.config(), telemetries, "CLIENT");
		AppliedTracing server = of(state.config(), telemetries, "SERVER");
		return client.equals(server) ? List.of(server) : List.of(server, client);
	}

	/**
	 * How many of 100 requests are recorded.
	 * @param state the mesh
	 * @return what a Telemetry sets, or the mesh configuration, or istiod; 100 if the
	 * provider samples by its own rules
	 */
	public double effectiveSampling(MeshState state) {
		Provider defined = (this.provider != null) ? state.config().provider(this.provider) : null;
		if (defined != null && defined.hasSampler()) {
			return 100;
		}
		if (this.sampling != null) {
			return this.sampling;
		}
		MeshConfig.Tracing mesh = state.config().defaultConfig().tracing();
		return (mesh != null && mesh.sampling() != null) ? mesh.sampling() : state.defaultSampling();
	}

	private static AppliedTracing of(MeshConfig config, List<Telemetry> telemetries, String mode) {
		List<String> defaults = config.defaultProviders().tracing();
		String provider = defaults.isEmpty() ? null : defaults.get(0);
		TracingSource providerBy = TracingSource.MESH_CONFIG;
		TracingSource disabledBy = null;
		Double sampling = null;
		TracingSource samplingBy = TracingSource.MESH_CONFIG;
		for (Telemetry telemetry : telemetries) {
			List<Telemetry.Tracing> entries = telemetry.spec().tracing();
			for (int i = 0; i < entries.size(); i++) {
				Telemetry.Tracing entry = entries.get(i);
				if (!entry.appliesTo(mode)) {
					continue;
				}
				TracingSource source = TracingSource.of(telemetry, i);
				if (entry.provider() != null) {
					provider = entry.provider();
					providerBy = source;
				}
				if (entry.disableSpanReporting() != null) {
					disabledBy = entry.disableSpanReporting() ? source : null;
				}
				if (entry.randomSamplingPercentage() != null) {
					sampling = entry.randomSamplingPercentage();
					samplingBy = source;
				}
			}
		}
		return new AppliedTracing(provider, providerBy, disabledBy, sampling, samplingBy);
	}

	private static List<Telemetry> applicable(MeshState state, Proxy proxy) {
		List<Telemetry> telemetries = state.telemetries()
			.stream()
			.sorted(Comparator.comparing((Telemetry telemetry) -> telemetry.metadata().creationTimestamp()))
			.toList();
		List<Telemetry> applicable = new ArrayList<>();
		addFirst(applicable, telemetries, state.rootNamespace(), null);
		if (!proxy.namespace().equals(state.rootNamespace())) {
			addFirst(applicable, telemetries, proxy.namespace(), null);
		}
		addFirst(applicable, telemetries, proxy.namespace(), proxy.labels());
		return applicable;
	}

	private static void addFirst(List<Telemetry> applicable, List<Telemetry> telemetries, String namespace,
			@Nullable Map<String, String> labels) {
		telemetries.stream()
			.filter((telemetry) -> telemetry.metadata().namespace().equals(namespace))
			.filter((telemetry) -> matches(telemetry.selector(), labels))
			.findFirst()
			.ifPresent(applicable::add);
	}

	private static boolean matches(Map<String, String> selector, @Nullable Map<String, String> labels) {
		return (labels == null) ? selector.isEmpty()
				: !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
	}

}
