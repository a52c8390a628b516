package org.meshtrio.hop.next;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** The HTTP client of a hop: Apache's, with what a chain in a mesh needs of it. */
public final class HopHttpClient {

	/**
	 * More than Tomcat has threads, so that a request never waits for a connection.
	 * Apache's default of 5 a route collapses under load.
	 */
	private static final int CONNECTIONS = 200;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** Shorter than Tomcat's and Envoy's, so that it is this side that closes. */
	private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(10);

	/** A tree of a chain is a few kB; with 60 kB of headers at each hop it still fits. */
	public static final long MAX_ANSWER_BYTES = 1024 * 1024;

	/** As long as a header may be on its way in, so that an answer can show it. */
	private static final int MAX_HEADER_BYTES = 64 * 1024;

	private static final int MAX_HEADERS = 200;

	private HopHttpClient() {
	}

	/**
	 * A client.
	 * @param timeout how long a call may take, from its start to the answer's last byte
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
				// TE and Upgrade are for one hop, and a proxy may act on them.
				.setProtocolUpgradeEnabled(false)
				.build())
			.addExecInterceptorFirst("deadline", new Deadline(timeout))
			.addExecInterceptorLast("status", HopHttpClient::checkStatus)
			.evictIdleConnections(MAX_IDLE)
			// The mesh retries and redirects; a copy of the answer must be as it came.
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableContentCompression()
			.disableCookieManagement()
			.disableAuthCaching()
			.build();
	}

	/**
	 * Refuses here what would break whatever observes the call, before a caller sees it.
	 */
	private static ClassicHttpResponse checkStatus(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		ClassicHttpResponse response;
		try {
			response = chain.proceed(request, scope);
		}
		catch (IllegalArgumentException ex) {
			// How the client's parser refuses the status 000.
			throw new ProtocolException("status", ex);
		}
		if (response.getCode() < 200 || response.getCode() > 599) {
			scope.execRuntime.discardEndpoint();
			throw new MalformedAnswerException("answered with a status that is not one of 200 to 599");
		}
		return response;
	}

	private static PoolingHttpClientConnectionManager connections(Duration timeout) {
		return new BoundedConnections().setMaxConnPerRoute(CONNECTIONS)
			.setMaxConnTotal(CONNECTIONS)
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(Timeout.of((timeout.compareTo(CONNECT_TIMEOUT) < 0) ? timeout : CONNECT_TIMEOUT))
				// In place of three minutes: the deadline ends a read.
				.setSocketTimeout(Timeout.DISABLED)
				.setValidateAfterInactivity(TimeValue.ofSeconds(1))
				.build())
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
				// Servers read header bytes as Latin-1: written so, they arrive as they
				// came. Apache's default would turn them into question marks.
				.charCodingConfig(CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
				.http1Config(
						Http1Config.custom().setMaxLineLength(MAX_HEADER_BYTES).setMaxHeaderCount(MAX_HEADERS).build())
				.build())
			.build();
	}

	/** Connections on sockets that bound an answer; otherwise as Apache makes them. */
	private static final class BoundedConnections extends PoolingHttpClientConnectionManagerBuilder {

		@Override
		protected HttpClientConnectionOperator createConnectionOperator(SchemePortResolver ports, DnsResolver dns,
				TlsSocketStrategy tls) {
			return new DefaultHttpClientConnectionOperator((proxy) -> new BoundedSocket(MAX_ANSWER_BYTES), ports, dns,
					(scheme) -> URIScheme.HTTPS.same(scheme) ? tls : null);
		}

	}

}
