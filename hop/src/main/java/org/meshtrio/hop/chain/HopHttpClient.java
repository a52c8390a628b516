package org.meshtrio.hop.chain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** The HTTP client of a hop: Apache's, with what a chain in a mesh needs of it. */
public final class HopHttpClient {

	/**
	 * As many as Tomcat has threads, so that a request never waits for a connection.
	 * Apache's default of 5 a route collapses under load.
	 */
	private static final int CONNECTIONS = 200;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** Shorter than Tomcat's and Envoy's, so that it is this side that closes. */
	private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(10);

	/** A tree of a chain is a few kB; with 60 kB of headers at each hop it still fits. */
	private static final long MAX_ANSWER_BYTES = 1024 * 1024;

	private HopHttpClient() {
	}

	/**
	 * A client.
	 * @param timeout how long a call may take: to the answer's first byte, and to its
	 * last, each
	 * @return Spring's view of the client
	 */
	public static ClientHttpRequestFactory requestFactory(Duration timeout) {
		return new HttpComponentsClientHttpRequestFactory(client(timeout));
	}

	private static CloseableHttpClient client(Duration timeout) {
		return HttpClients.custom()
			.setConnectionManager(connections(timeout))
			.setDefaultRequestConfig(RequestConfig.custom()
				.setConnectionRequestTimeout(Timeout.of(timeout))
				.setResponseTimeout(Timeout.of(timeout))
				// TE and Upgrade are for one hop, and a proxy may act on them.
				.setProtocolUpgradeEnabled(false)
				.build())
			.addExecInterceptorLast("bounds", new BoundedAnswer(MAX_ANSWER_BYTES, timeout))
			.evictIdleConnections(MAX_IDLE)
			// The mesh retries and redirects; a copy of the answer must be as it came.
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableContentCompression()
			.disableCookieManagement()
			.disableAuthCaching()
			.build();
	}

	private static PoolingHttpClientConnectionManager connections(Duration timeout) {
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnPerRoute(CONNECTIONS)
			.setMaxConnTotal(CONNECTIONS)
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
				.setSocketTimeout(Timeout.of(timeout))
				.setValidateAfterInactivity(TimeValue.ofSeconds(1))
				.build())
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
				// Servers read header bytes as Latin-1: written so, they arrive as they
				// came. Apache's default would turn them into question marks.
				.charCodingConfig(CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
				.http1Config(Http1Config.custom().setMaxLineLength(64 * 1024).setMaxHeaderCount(200).build())
				.build())
			.build();
	}

}
