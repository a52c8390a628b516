package org.meshtrio.hop.server;

import java.net.InetAddress;
import java.util.Set;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Limits the memory of a connection, and adds the port for probes, which has its own few
 * connections and threads. On the main port, a probe would wait behind all other
 * requests, because Tomcat serves requests in the order of their arrival.
 */
public final class ServerCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	/**
	 * Each connection has a buffer to read and one to write, 8 kB by default. Headers are
	 * copied out of the first one, so it can be smaller than they are.
	 */
	private static final int READ_BUFFER = 2 * 1024;

	/** For the kubelet or Istio's agent, Prometheus, and a user who looks. */
	private static final int PROBE_THREADS = 4;

	private static final int PROBE_CONNECTIONS = 16;

	private static final int PROBE_HEADER_BYTES = 8 * 1024;

	/**
	 * Shorter than the time between two probes or scrapes, so no client keeps a
	 * connection.
	 */
	private static final int PROBE_TIMEOUT_MILLIS = 2_000;

	/** The paths of Actuator's endpoints, as {@code hop.yaml} sets them. */
	public static final Set<String> PROBE_PATHS = Set.of("/livez", "/readyz", "/healthz", "/metrics");

	private final ServerProperties properties;

	/**
	 * A customizer.
	 * @param properties the settings
	 */
	public ServerCustomizer(ServerProperties properties) {
		this.properties = properties;
	}

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.addConnectorCustomizers(
				(connector) -> protocol(connector).setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER)));
		factory.addEngineValves(new SpareConnections());
		if (this.properties.probePort() != null) {
			Connector probes = probeConnector(this.properties.probePort(), factory.getAddress());
			factory.addAdditionalConnectors(probes);
			factory.addEngineValves(new OnlyPaths(probes, PROBE_PATHS));
		}
	}

	private static Connector probeConnector(int port, @Nullable InetAddress address) {
		Connector connector = new Connector("HTTP/1.1");
		connector.setPort(port);
		AbstractHttp11Protocol<?> protocol = protocol(connector);
		protocol.setAddress(address);
		protocol.setMaxThreads(PROBE_THREADS);
		protocol.setMinSpareThreads(1);
		protocol.setMaxConnections(PROBE_CONNECTIONS);
		protocol.setMaxHttpRequestHeaderSize(PROBE_HEADER_BYTES);
		protocol.setMaxSwallowSize(0);
		protocol.setConnectionTimeout(PROBE_TIMEOUT_MILLIS);
		return connector;
	}

	private static AbstractHttp11Protocol<?> protocol(Connector connector) {
		return (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
	}

}
