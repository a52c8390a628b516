package org.meshtrio.mesh.tracing;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tracing provider of the mesh configuration.
 *
 * @param name its name
 * @param type its kind, the property that has its settings: {@code zipkin},
 * {@code opentelemetry}; empty where it is not for tracing
 * @param settings its settings
 */
public record Provider(String name, String type, JsonNode settings) {

	private static final List<String> TYPES = List.of("opentelemetry", "zipkin", "datadog", "skywalking");

	static Provider of(JsonNode provider) {
		String type = TYPES.stream().filter(provider::has).findFirst().orElse("");
		return new Provider(provider.path("name").asString(""), type, provider.path(type));
	}

	public boolean isForTracing() {
		return !this.type.isEmpty();
	}

	public String service() {
		return this.settings.path("service").asString("");
	}

	public int port() {
		return this.settings.path("port").asInt(0);
	}

	/**
	 * Whether it samples by rules of its own, whatever a Telemetry says.
	 * @return whether it does
	 */
	public boolean hasSampler() {
		return this.settings.has("dynatraceSampler");
	}

	public @Nullable ProxyFormat format() {
		return switch (this.type) {
			case "opentelemetry" -> ProxyFormat.W3C;
			case "zipkin" -> this.settings.path("traceContextOption").asString("").equals("USE_B3_WITH_W3C_PROPAGATION")
					? ProxyFormat.B3_AND_W3C : ProxyFormat.B3;
			default -> null;
		};
	}

}
