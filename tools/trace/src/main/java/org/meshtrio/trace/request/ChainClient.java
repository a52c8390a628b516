package org.meshtrio.trace.request;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.UnsupportedSchemaException;
import org.meshtrio.trace.http.BoundedHttp;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends a request into the chain and reads its answer.
 */
public final class ChainClient {

	/** Enough for a sentence with an example in it. */
	private static final int LONGEST_DETAIL = 500;

	private final BoundedHttp http;

	/** A newer service may add properties. */
	private final JsonMapper mapper = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	/**
	 * Creates a client.
	 * @param timeout the longest that the whole chain may take
	 */
	public ChainClient(Duration timeout) {
		this(timeout, null);
	}

	/**
	 * Creates a client whose requests all go to one address.
	 * @param timeout the longest that the whole chain may take
	 * @param entry where to connect to, or {@code null} for the URL's own host
	 */
	public ChainClient(Duration timeout, @Nullable ConnectTo entry) {
		this.http = new BoundedHttp(timeout, entry);
	}

	/**
	 * Sends a GET request.
	 * @param url where to
	 * @param headers its headers
	 * @return the first hop's answer, whatever its status: a chain that fails halfway
	 * answers with an error and the hops down to the failure
	 * @throws NoAnswerException if no hop answers
	 * @throws IllegalArgumentException if the URL or a header isn't valid
	 */
	public Hop get(URI url, Headers headers) throws NoAnswerException {
		Reply reply = send(url, headers);
		if (reply.hop() == null) {
			throw new NoAnswerException(reply.description());
		}
		return reply.hop();
	}

	/**
	 * Sends a GET request to a service that may not be a hop.
	 * @param url where to
	 * @param headers its headers
	 * @return the answer, whatever it is
	 * @throws NoAnswerException if there is none
	 * @throws IllegalArgumentException if the URL or a header isn't valid
	 */
	public Reply send(URI url, Headers headers) throws NoAnswerException {
		HttpRequest.Builder request = HttpRequest.newBuilder(url);
		if (!headers.contains("accept")) {
			request.header("accept", "application/json");
		}
		headers.forEach(request::header);
		try {
			return reply(url, this.http.send(request.build()));
		}
		catch (IOException ex) {
			throw new NoAnswerException(url + " gave no answer: " + ex.getMessage(), ex instanceof ConnectException);
		}
	}

	private Reply reply(URI url, BoundedHttp.Answer answer) {
		try {
			Hop first = this.mapper.readValue(answer.body(), Hop.class);
			if (first != null) {
				return new Reply(answer.status(), first, "");
			}
		}
		catch (JacksonException ex) {
			if (ex.getCause() instanceof UnsupportedSchemaException other) {
				return new Reply(answer.status(), null,
						url + " answered " + answer.status() + " in schema " + other.schema()
								+ " of the trio's answer, and this trio reads schema " + Hop.SCHEMA
								+ ": use the trio of the version that is deployed");
			}
			// Any other JSON, or none, is described below.
		}
		return new Reply(answer.status(), null, noHop(url, answer));
	}

	private String noHop(URI url, BoundedHttp.Answer answer) {
		String what = url + " answered " + answer.status();
		if (answer.location() != null) {
			// It may contain a password.
			String location = answer.location().replaceFirst("//[^/?#]*@", "//");
			return what + " and redirects to " + Text.safe(location) + ": use that URL";
		}
		String problem = problem(answer);
		if (problem != null) {
			return what + ": " + problem;
		}
		String type = (answer.contentType() != null) ? " " + Text.safe(answer.contentType()) : "";
		return what + type + ", which isn't an answer of the trio"
				+ (answer.body().isBlank() ? "" : ": " + Text.safe(answer.body().strip()));
	}

	/**
	 * The sentence of a <a href="https://www.rfc-editor.org/rfc/rfc9457">problem
	 * document</a>, with which the trio answers a request that it refuses.
	 */
	private @Nullable String problem(BoundedHttp.Answer answer) {
		if (answer.contentType() == null || !answer.contentType().startsWith("application/problem+json")) {
			return null;
		}
		try {
			String detail = Text.safe(this.mapper.readTree(answer.body()).path("detail").asString("").strip(),
					LONGEST_DETAIL);
			String clause = detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
			return clause.isEmpty() ? null : clause;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * The answer of any service.
	 *
	 * @param status the HTTP status
	 * @param hop the answer as a hop, or {@code null} if it isn't one
	 * @param description why it isn't one, as a clause; empty if it is one
	 */
	public record Reply(int status, @Nullable Hop hop, String description) {

	}

}
