package org.meshtrio.trace.store;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.http.BoundedHttp;
import org.meshtrio.trace.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a trace store's query API for JSON.
 */
final class StoreClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final String base;

	private final BoundedHttp http = new BoundedHttp(TIMEOUT);

	private final JsonMapper mapper = JsonMapper.shared();

	StoreClient(URI base) {
		String path = (base.getRawPath() != null) ? base.getRawPath() : "";
		while (path.endsWith("/")) {
			path = path.substring(0, path.length() - 1);
		}
		this.base = base.getScheme() + "://" + base.getRawAuthority() + path;
	}

	String base() {
		return this.base;
	}

	/**
	 * Looks for a JSON document.
	 * @param path the path below the base
	 * @return the document, or {@code null} for any other answer
	 * @throws TraceStoreException if there is no answer
	 */
	@Nullable JsonNode probe(String path) throws TraceStoreException {
		BoundedHttp.Answer answer = send(path);
		return (answer.status() == 200) ? parse(answer) : null;
	}

	/**
	 * Gets a JSON document.
	 * @param path the path below the base
	 * @return the document, or {@code null} if the status is 404
	 * @throws TraceStoreException for any other answer, or none
	 */
	@Nullable JsonNode get(String path) throws TraceStoreException {
		BoundedHttp.Answer answer = send(path);
		if (answer.status() == 404) {
			return null;
		}
		JsonNode document = (answer.status() == 200) ? parse(answer) : null;
		if (document == null) {
			throw new TraceStoreException(
					"GET " + this.base + path + " answered " + answer.status() + ": " + Text.safe(answer.body()));
		}
		return document;
	}

	private BoundedHttp.Answer send(String path) throws TraceStoreException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.base + path))
			.header("accept", "application/json")
			.build();
		try {
			return this.http.send(request);
		}
		catch (IOException ex) {
			throw new TraceStoreException(this.base + " gave no answer: " + ex.getMessage());
		}
	}

	private @Nullable JsonNode parse(BoundedHttp.Answer answer) {
		try {
			return this.mapper.readTree(answer.body());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
