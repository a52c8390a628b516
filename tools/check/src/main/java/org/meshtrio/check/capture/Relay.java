package org.meshtrio.check.capture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import org.meshtrio.trace.http.BoundedHttp;

/**
 * Passes requests on to the real next service, so that the checked service gets answers
 * that it understands.
 */
public final class Relay implements NextService {

	/** Hop-by-hop headers, and those that the client writes itself. */
	private static final Set<String> OWN = Set.of("host", "connection", "content-length", "expect", "upgrade",
			"transfer-encoding", "keep-alive", "te", "trailer", "proxy-connection", "http2-settings",
			"accept-encoding");

	private final URI upstream;

	private final BoundedHttp http;

	/**
	 * Creates a relay.
	 * @param upstream the next service, for requests that don't name a whole URL
	 * @param timeout the longest wait for an answer
	 */
	public Relay(URI upstream, Duration timeout) {
		this.upstream = upstream;
		this.http = new BoundedHttp(timeout);
	}

	@Override
	public Answer answer(CapturedRequest request, byte[] body) throws IOException {
		URI target = (request.way() == Way.PROXY) ? URI.create(request.target())
				: URI.create(base() + request.target());
		HttpRequest.Builder builder = HttpRequest.newBuilder(target)
			.method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body));
		request.headers().forEach((name, value) -> {
			if (!OWN.contains(name)) {
				builder.header(name, value);
			}
		});
		BoundedHttp.Answer answer = this.http.send(builder.build());
		String type = answer.contentType();
		return new Answer(answer.status(), (type != null) ? type : "text/plain",
				answer.body().getBytes(StandardCharsets.UTF_8));
	}

	/** A path of the URL stays in front of the request's. */
	private String base() {
		String base = this.upstream.toString();
		return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
	}

}
