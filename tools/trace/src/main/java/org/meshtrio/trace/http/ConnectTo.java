package org.meshtrio.trace.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A port of this machine to connect to instead of a host, as with {@code curl
 * --connect-to}: the Host header and the TLS server name stay those of the host. The port
 * is the end of a port-forward, so any certificate is trusted: kubectl has authenticated
 * the cluster, and the demo's certificate is self-signed.
 *
 * @param host the host that the requests are for
 * @param port the port on 127.0.0.1
 */
public record ConnectTo(String host, int port) {

	HttpRequest redirected(HttpRequest request) {
		URI uri = request.uri();
		String path = (uri.getRawPath() == null || uri.getRawPath().isEmpty()) ? "/" : uri.getRawPath();
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		HttpRequest.Builder builder = HttpRequest
			.newBuilder(URI.create(uri.getScheme() + "://127.0.0.1:" + this.port + path + query));
		builder.setHeader("host", uri.getRawAuthority());
		request.headers().map().forEach((name, values) -> values.forEach((value) -> {
			if (!name.equalsIgnoreCase("host")) {
				builder.header(name, value);
			}
		}));
		request.headers().firstValue("host").ifPresent((value) -> builder.setHeader("host", value));
		return builder.build();
	}

	SSLParameters sslParameters() {
		SSLParameters parameters = new SSLParameters();
		// The JDK's client keeps it, because it connects to an address, not to a name.
		parameters.setServerNames(List.of(new SNIHostName(this.host)));
		return parameters;
	}

	SSLContext sslContext() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new TrustAll() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class TrustAll extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
