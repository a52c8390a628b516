package org.meshtrio.trace.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.text.Text;

/**
 * HTTP requests with a limit of time and size, and with clauses for their failures.
 */
public final class BoundedHttp {

	/** More than any trace or answer needs. A wrong URL can't fill the memory. */
	private static final int LONGEST_BODY = 32 * 1024 * 1024;

	static {
		// Behind a gateway the Host header selects the route. The JDK's client sets it
		// only if this property is there before its first use.
		System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
	}

	private final HttpClient client;

	private final Duration timeout;

	private final @Nullable ConnectTo entry;

	/**
	 * Creates a client.
	 * @param timeout the longest that a request may take, to the last byte of its answer
	 */
	public BoundedHttp(Duration timeout) {
		this(timeout, null);
	}

	/**
	 * Creates a client whose requests all go to one address.
	 * @param timeout the longest that a request may take, to the last byte of its answer
	 * @param entry where to connect to, or {@code null} for the URL's own host
	 */
	public BoundedHttp(Duration timeout, @Nullable ConnectTo entry) {
		this.timeout = timeout;
		this.entry = entry;
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(timeout);
		if (entry != null) {
			builder.sslContext(entry.sslContext()).sslParameters(entry.sslParameters());
		}
		this.client = builder.build();
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @return the answer, whatever its status
	 * @throws IOException if there is none; the message says why, as a clause. It is a
	 * {@link ConnectException} if the connection was refused
	 */
	public Answer send(HttpRequest request) throws IOException {
		// The JDK's own timeout ends with the headers of the answer, and the body can
		// hang too.
		HttpRequest sent = (this.entry != null) ? this.entry.redirected(request) : request;
		CompletableFuture<Answer> answer = this.client.sendAsync(sent, HttpResponse.BodyHandlers.ofInputStream())
			.thenApplyAsync(BoundedHttp::read);
		try {
			return answer.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			answer.cancel(true);
			throw new IOException(noAnswer());
		}
		catch (ExecutionException ex) {
			throw failure(request.uri(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("the wait for it was interrupted");
		}
	}

	private static Answer read(HttpResponse<InputStream> response) {
		try (InputStream body = response.body()) {
			return new Answer(response.statusCode(), response.headers().firstValue("content-type").orElse(null),
					response.headers().firstValue("location").orElse(null),
					new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private IOException failure(URI uri, @Nullable Throwable failure) {
		Throwable root = failure;
		boolean refused = false;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
				return new IOException("the host name " + uri.getHost() + " is unknown");
			}
			if (cause instanceof HttpTimeoutException) {
				return new IOException(noAnswer());
			}
			if (cause instanceof SSLException) {
				return new IOException("TLS failed (" + message(cause) + ")");
			}
			if (cause instanceof ConnectException) {
				refused = true;
			}
			root = cause;
		}
		return refused ? new ConnectException("nothing listens there (connection refused)")
				: new IOException("the connection broke (" + message(root) + ")");
	}

	private String noAnswer() {
		return "not within " + BigDecimal.valueOf(this.timeout.toMillis(), 3).stripTrailingZeros().toPlainString()
				+ " s";
	}

	private static String message(@Nullable Throwable failure) {
		if (failure == null) {
			return "";
		}
		String message = failure.getMessage();
		return (message != null) ? Text.safe(message) : failure.getClass().getSimpleName();
	}

	/**
	 * An answer.
	 *
	 * @param status the HTTP status
	 * @param contentType the media type, or {@code null} if there is none
	 * @param location the target of a redirect, or {@code null}
	 * @param body the body as UTF-8
	 */
	public record Answer(int status, @Nullable String contentType, @Nullable String location, String body) {

	}

}
