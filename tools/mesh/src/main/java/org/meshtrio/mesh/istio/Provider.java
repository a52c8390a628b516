package org.meshtrio.mesh.istio;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A provider of the mesh configuration. The property that has its settings is its type;
 * one without any of these isn't for tracing.
 *
 * @param name its name
 * @param opentelemetry its settings, if that is its type
 * @param zipkin its settings, if that is its type
 * @param datadog its settings, if that is its type
 * @param skywalking its settings, if that is its type
 */
public record Provider(String name, @Nullable Settings opentelemetry, @Nullable Settings zipkin,
		@Nullable Settings datadog, @Nullable Settings skywalking) {

	/**
	 * Fills in what is absent.
	 */
	public Provider {
		name = Objects.requireNonNullElse(name, "");
	}

	public boolean isForTracing() {
		return !type().isEmpty();
	}

	/**
	 * The property that has its settings.
	 * @return such as {@code zipkin}, empty if it isn't for tracing
	 */
	public String type() {
		if (this.opentelemetry != null) {
			return "opentelemetry";
		}
		if (this.zipkin != null) {
			return "zipkin";
		}
		if (this.datadog != null) {
			return "datadog";
		}
		return (this.skywalking != null) ? "skywalking" : "";
	}

	/**
	 * The host that it reports to.
	 * @return its name, in front of it a namespace and a slash or not
	 */
	public String service() {
		return settings().service();
	}

	public int port() {
		return settings().port();
	}

	/**
	 * Whether it samples by its own rules, and ignores those of a Telemetry.
	 * @return whether it does
	 */
	public boolean hasSampler() {
		return settings().dynatraceSampler() != null;
	}

	/**
	 * The port that a collector of its type has by default.
	 * @return the port
	 */
	public int usualPort() {
		if (this.opentelemetry == null && this.zipkin != null) {
			return 9411;
		}
		return (settings().http() != null) ? 4318 : 4317;
	}

	/**
	 * The trace context that the proxies renew with it.
	 * @return its format, or {@code null} if it isn't known
	 */
	public @Nullable ProxyFormat format() {
		return switch (type()) {
			case "opentelemetry" -> ProxyFormat.W3C;
			case "zipkin" -> "USE_B3_WITH_W3C_PROPAGATION".equals(settings().traceContextOption())
					? ProxyFormat.B3_AND_W3C : ProxyFormat.B3;
			default -> null;
		};
	}

	private Settings settings() {
		for (Settings settings : new @Nullable Settings[] { this.opentelemetry, this.zipkin, this.datadog,
				this.skywalking }) {
			if (settings != null) {
				return settings;
			}
		}
		return Settings.NONE;
	}

	/**
	 * The settings of a provider.
	 *
	 * @param service the host that it reports to
	 * @param port the port there
	 * @param traceContextOption which headers a Zipkin provider renews
	 * @param http set if an OpenTelemetry provider reports by HTTP instead of gRPC
	 * @param dynatraceSampler set if Dynatrace decides what is sampled
	 */
	public record Settings(String service, int port, @Nullable String traceContextOption, @Nullable JsonNode http,
			@Nullable JsonNode dynatraceSampler) {

		static final Settings NONE = new Settings("", 0, null, null, null);

		/**
		 * Fills in what is absent.
		 */
		public Settings {
			service = Objects.requireNonNullElse(service, "");
		}

	}

}
