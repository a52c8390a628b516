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
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** Apache's HTTP client with the settings for a chain in a mesh. */
public final class HopHttpClient {

	/**
	 * More than Tomcat's threads, so a request never waits for a connection. Apache's
	 * default of 5 for each route collapses under load.
	 */
	private static final int CONNECTIONS = 200;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** Shorter than Tomcat's and Envoy's, so this side closes a connection. */
	private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(10);

	/**
	 * The tree of a chain has a few kB. It fits even with 60 kB of headers at each hop.
	 */
	public static final long MAX_ANSWER_BYTES = 1024 * 1024;

	/** The length of a header that can arrive, so that an answer can show it. */
	private static final int MAX_HEADER_BYTES = 64 * 1024;

	private static final int MAX_HEADERS = 200;

	private HopHttpClient() {
	}

	/**
	 * Creates a client.
	 * @param timeout how long a call may take, from its start to the answer's last byte
	 * @return a factory for Spring's clients
	 */
	public static ClientHttpRequestFactory requestFactory(Duration timeout) {
		return new HttpComponentsClientHttpRequestFactory(client(timeout));
	}

	private static CloseableHttpClient client(Duration timeout) {
		return HttpClients.custom()
			.setConnectionManager(connections(timeout))
			.setDefaultRequestConfig(RequestConfig.custom()
				.setConnectionRequestTimeout(Timeout.of(timeout))
				// TE and Upgrade apply to one hop, and a proxy may act on them.
				.setProtocolUpgradeEnabled(false)
				.build())
			// HTTP/1.1 doesn't need it. Tomcat answers it with two more headers, and
			// each hop would read, show and write all three.
			.addRequestInterceptorLast((request, entity, context) -> request.removeHeaders(HttpHeaders.CONNECTION))
			.addExecInterceptorFirst("deadline", new ExchangeDeadline(timeout))
			.addExecInterceptorLast("status", HopHttpClient::checkStatus)
			.evictIdleConnections(MAX_IDLE)
			// The mesh retries and redirects. The answer must stay unchanged.
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableContentCompression()
			.disableCookieManagement()
			.disableAuthCaching()
			.build();
	}

	/**
	 * Rejects invalid statuses before the observation of the call sees them and fails.
	 */
	private static ClassicHttpResponse checkStatus(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		ClassicHttpResponse response;
		try {
			response = chain.proceed(request, scope);
		}
		catch (IllegalArgumentException ex) {
			// The client's parser throws this for the status 000.
			throw new ProtocolException("status", ex);
		}
		if (response.getCode() < 200 || response.getCode() > 599) {
			scope.execRuntime.discardEndpoint();
			throw new MalformedAnswerException("answered with a status outside 200 to 599");
		}
		return response;
	}

	private static PoolingHttpClientConnectionManager connections(Duration timeout) {
		return new BoundedConnections().setMaxConnPerRoute(CONNECTIONS)
			.setMaxConnTotal(CONNECTIONS)
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(Timeout.of((timeout.compareTo(CONNECT_TIMEOUT) < 0) ? timeout : CONNECT_TIMEOUT))
				// Instead of three minutes, because the deadline ends a read.
				.setSocketTimeout(Timeout.DISABLED)
				.setValidateAfterInactivity(TimeValue.ofSeconds(1))
				.build())
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
				// Servers read header bytes as Latin-1. Written the same way, they arrive
				// unchanged. Apache's default would write question marks.
				.charCodingConfig(CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
				.http1Config(
						Http1Config.custom().setMaxLineLength(MAX_HEADER_BYTES).setMaxHeaderCount(MAX_HEADERS).build())
				.build())
			.build();
	}

	/** Apache's connections, on sockets that limit the size of an answer. */
	private static final class BoundedConnections extends PoolingHttpClientConnectionManagerBuilder {

		@Override
		protected HttpClientConnectionOperator createConnectionOperator(SchemePortResolver ports, DnsResolver dns,
				TlsSocketStrategy tls) {
			return new DefaultHttpClientConnectionOperator((proxy) -> new BoundedSocket(MAX_ANSWER_BYTES), ports, dns,
					(scheme) -> URIScheme.HTTPS.same(scheme) ? tls : null);
		}

	}

}
