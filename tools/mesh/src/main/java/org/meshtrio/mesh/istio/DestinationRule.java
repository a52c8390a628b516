package org.meshtrio.mesh.istio;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.object.Metadata;

/**
 * A DestinationRule: how proxies connect to a host.
 *
 * @param metadata its metadata
 * @param spec its specification
 */
public record DestinationRule(Metadata metadata, Spec spec) {

	/**
	 * Fills in what is absent.
	 */
	public DestinationRule {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec("", null, null, List.of()));
	}

	/**
	 * The host with its namespace and domain.
	 * @return such as {@code zipkin.istio-system.svc.cluster.local} or {@code *.local}
	 */
	public String host() {
		String host = this.spec.host();
		return (host.contains(".") || host.contains("*")) ? host
				: host + "." + this.metadata.namespace() + ".svc.cluster.local";
	}

	/**
	 * Whether it is for a host.
	 * @param other the host's full name
	 * @return whether it has this host, or a wildcard for it
	 */
	public boolean isFor(String other) {
		String host = host();
		return host.startsWith("*") ? other.endsWith(host.substring(1)) : host.equals(other);
	}

	/**
	 * Whether it applies to the calls of a proxy.
	 * @param namespace the proxy's namespace
	 * @param labels the labels of its pod
	 * @return whether the rule is exported to it, and its selector matches
	 */
	public boolean appliesTo(String namespace, Map<String, String> labels) {
		boolean own = namespace.equals(this.metadata.namespace());
		if (this.spec.workloadSelector() != null) {
			return own && labels.entrySet().containsAll(this.spec.workloadSelector().matchLabels().entrySet());
		}
		List<String> exportTo = this.spec.exportTo();
		return exportTo.isEmpty() || exportTo.contains("*") || exportTo.contains(namespace)
				|| (own && exportTo.contains("."));
	}

	/**
	 * How proxies encrypt what they send to a port.
	 * @param port the port
	 * @return such as {@code ISTIO_MUTUAL}, empty if the rule leaves it to Istio
	 */
	public String tlsMode(int port) {
		TrafficPolicy policy = this.spec.trafficPolicy();
		if (policy == null) {
			return "";
		}
		int index = portIndex(port);
		Tls tls = (index >= 0) ? policy.portLevelSettings().get(index).tls() : policy.tls();
		return (tls != null && tls.mode() != null) ? tls.mode() : "";
	}

	/**
	 * Where the rule says how to encrypt what goes to a port.
	 * @param port the port
	 * @return the path of a JSON patch
	 */
	public String tlsPath(int port) {
		int index = portIndex(port);
		return "/spec/trafficPolicy/" + ((index >= 0) ? "portLevelSettings/" + index + "/" : "") + "tls";
	}

	private int portIndex(int port) {
		TrafficPolicy policy = this.spec.trafficPolicy();
		List<PortSettings> settings = (policy != null) ? policy.portLevelSettings() : List.of();
		for (int i = 0; i < settings.size(); i++) {
			PortNumber number = settings.get(i).port();
			if (number != null && number.number() == port) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * The specification of a DestinationRule.
	 *
	 * @param host the host
	 * @param trafficPolicy how to connect, or {@code null}
	 * @param workloadSelector the callers that it is for, or {@code null} for all
	 * @param exportTo the namespaces that it is for, none for all
	 */
	public record Spec(String host, @Nullable TrafficPolicy trafficPolicy,
			Telemetry.@Nullable Selector workloadSelector, List<String> exportTo) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			host = Objects.requireNonNullElse(host, "");
			exportTo = Objects.requireNonNullElse(exportTo, List.of());
		}

	}

	/**
	 * How to connect.
	 *
	 * @param tls the encryption, or {@code null}
	 * @param portLevelSettings the settings of single ports, which replace the others
	 */
	public record TrafficPolicy(@Nullable Tls tls, List<PortSettings> portLevelSettings) {

		/**
		 * Fills in what is absent.
		 */
		public TrafficPolicy {
			portLevelSettings = Objects.requireNonNullElse(portLevelSettings, List.of());
		}

	}

	/**
	 * The settings of a port.
	 *
	 * @param port the port
	 * @param tls the encryption, or {@code null}
	 */
	public record PortSettings(@Nullable PortNumber port, @Nullable Tls tls) {

	}

	/**
	 * A port.
	 *
	 * @param number its number
	 */
	public record PortNumber(int number) {

	}

	/**
	 * An encryption.
	 *
	 * @param mode such as {@code ISTIO_MUTUAL} or {@code DISABLE}
	 */
	public record Tls(@Nullable String mode) {

	}

}
