package org.meshtrio.mesh.istio;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.object.ConfigMap;
import org.meshtrio.mesh.object.ObjectReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration of a mesh, which istiod reads from its ConfigMap.
 *
 * @param rootNamespace the namespace whose objects apply to the whole mesh, or
 * {@code null} for Istio's own
 * @param enableTracing {@code false} turns tracing off, if it isn't set up by a Telemetry
 * @param defaultConfig the settings of the proxies
 * @param defaultProviders the providers that apply if no Telemetry names one
 * @param extensionProviders the providers that are defined
 */
public record MeshConfig(@Nullable String rootNamespace, @Nullable Boolean enableTracing, ProxyConfig defaultConfig,
		DefaultProviders defaultProviders, List<Provider> extensionProviders) {

	/**
	 * Fills in what is absent.
	 */
	public MeshConfig {
		defaultConfig = Objects.requireNonNullElse(defaultConfig, new ProxyConfig(null));
		defaultProviders = Objects.requireNonNullElse(defaultProviders, new DefaultProviders(List.of()));
		extensionProviders = Objects.requireNonNullElse(extensionProviders, List.of());
	}

	/**
	 * Reads the configuration.
	 * @param configMap the ConfigMap {@code istio}
	 * @return the configuration
	 * @throws ClusterException if it isn't valid
	 */
	public static MeshConfig of(ConfigMap configMap) throws ClusterException {
		return parse(configMap.data().getOrDefault("mesh", ""));
	}

	/**
	 * Reads the configuration.
	 * @param text its YAML
	 * @return the configuration
	 * @throws ClusterException if it isn't valid
	 */
	public static MeshConfig parse(String text) throws ClusterException {
		try {
			Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
			return ObjectReader.read(JsonMapper.shared().valueToTree((document != null) ? document : Map.of()),
					MeshConfig.class);
		}
		catch (YAMLException | JacksonException ex) {
			throw new ClusterException("the mesh configuration (ConfigMap istio in istio-system) isn't valid YAML");
		}
	}

	/**
	 * The provider that a Telemetry or the configuration names.
	 * @param name its name, whose case doesn't matter to Istio
	 * @return the provider, or {@code null} if it isn't defined
	 */
	public @Nullable Provider provider(String name) {
		return this.extensionProviders.stream()
			.filter((provider) -> provider.name().equalsIgnoreCase(name))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Whether the settings of before the Telemetry API make the proxies trace.
	 * @return whether {@code defaultConfig.tracing} names a tracer, and tracing is on
	 */
	public boolean isTracedByProxyConfig() {
		return !Boolean.FALSE.equals(this.enableTracing) && this.defaultConfig.tracing() != null
				&& this.defaultConfig.tracing().hasTracer();
	}

	/**
	 * The settings of the proxies.
	 *
	 * @param tracing those about tracing
	 */
	public record ProxyConfig(@Nullable Tracing tracing) {

	}

	/**
	 * The settings about tracing of before the Telemetry API, of which sampling is still
	 * the default.
	 *
	 * @param sampling how many of 100 requests are recorded
	 * @param zipkin a tracer
	 * @param datadog a tracer
	 * @param lightstep a tracer
	 * @param stackdriver a tracer
	 * @param openCensusAgent a tracer
	 */
	public record Tracing(@Nullable Double sampling, @Nullable JsonNode zipkin, @Nullable JsonNode datadog,
			@Nullable JsonNode lightstep, @Nullable JsonNode stackdriver, @Nullable JsonNode openCensusAgent) {

		boolean hasTracer() {
			return Stream.of(this.zipkin, this.datadog, this.lightstep, this.stackdriver, this.openCensusAgent)
				.anyMatch(Objects::nonNull);
		}

	}

	/**
	 * The providers that apply if no Telemetry names one.
	 *
	 * @param tracing those of tracing, of which Istio uses the first
	 */
	public record DefaultProviders(List<String> tracing) {

		/**
		 * Fills in what is absent.
		 */
		public DefaultProviders {
			tracing = Objects.requireNonNullElse(tracing, List.of());
		}

	}

}
