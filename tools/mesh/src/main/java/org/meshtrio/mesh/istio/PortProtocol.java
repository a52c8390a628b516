package org.meshtrio.mesh.istio;

import java.util.Locale;
import java.util.Set;

import org.meshtrio.mesh.object.Service;

/**
 * The protocol that a port of a Service declares. The proxies read requests, and make
 * spans of them, only if it's a kind of HTTP, or if it's for Istio to detect.
 *
 * @param name such as {@code tcp}, empty if Istio detects it
 * @param declaredBy the field that declares it and its value, such as {@code name: tcp}
 * @see <a href=
 * "https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/">Protocol
 * selection</a>
 */
public record PortProtocol(String name, String declaredBy) {

	private static final Set<String> HTTP = Set.of("http", "http2", "grpc", "grpc-web", "http_proxy");

	private static final Set<String> OTHERS = Set.of("tcp", "udp", "https", "tls", "mongo", "redis", "mysql");

	/** Istio detects no protocol there: SMTP, DNS, MySQL, and MongoDB. */
	private static final Set<Integer> NOT_DETECTED = Set.of(25, 53, 3306, 27017);

	/** Ports of databases and brokers, which nobody expects spans of. */
	private static final Set<Integer> WELL_KNOWN = Set.of(25, 53, 88, 110, 143, 389, 636, 1433, 1521, 1883, 2181, 2379,
			2380, 3306, 4222, 5432, 5671, 5672, 6379, 6650, 7000, 9042, 9092, 9093, 9094, 11211, 26257, 26379, 27017);

	/**
	 * The protocol of a port.
	 * @param port the port
	 * @return its protocol
	 */
	public static PortProtocol of(Service.Port port) {
		String application = port.appProtocol();
		String declared = ((application != null) ? application : port.name()).toLowerCase(Locale.ROOT);
		String by = (application != null) ? "appProtocol: " + application : "name: " + port.name();
		if (port.protocol().equals("UDP")) {
			return new PortProtocol("udp", "protocol: UDP");
		}
		String name = parse(declared, application != null);
		if (name.isEmpty() && NOT_DETECTED.contains(port.port())) {
			return new PortProtocol("tcp", "port: " + port.port());
		}
		return new PortProtocol(name, by);
	}

	private static String parse(String declared, boolean isApplicationProtocol) {
		if (isApplicationProtocol && declared.startsWith("kubernetes.io/")) {
			return switch (declared) {
				case "kubernetes.io/h2c" -> "http2";
				case "kubernetes.io/ws" -> "http";
				case "kubernetes.io/wss" -> "https";
				default -> "";
			};
		}
		if (declared.startsWith("grpc-web")) {
			return "grpc-web";
		}
		int dash = declared.indexOf('-');
		String prefix = (dash >= 0) ? declared.substring(0, dash) : declared;
		return (HTTP.contains(prefix) || OTHERS.contains(prefix)) ? prefix : "";
	}

	/**
	 * Whether the proxies read the requests.
	 * @return whether it's a kind of HTTP, or Istio detects it
	 */
	public boolean isRead() {
		return this.name.isEmpty() || HTTP.contains(this.name);
	}

	public boolean isTls() {
		return this.name.equals("https") || this.name.equals("tls");
	}

	/**
	 * Whether a port that says only {@code tcp} may hide HTTP.
	 * @param port the port
	 * @return whether it isn't that of a known database or broker
	 */
	public static boolean mayHideHttp(Service.Port port) {
		return of(port).name().equals("tcp") && !WELL_KNOWN.contains(port.port());
	}

}
