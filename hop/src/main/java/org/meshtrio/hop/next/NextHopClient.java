package org.meshtrio.hop.next;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.fault.Faults;
import org.meshtrio.hop.http.ShownHeaders;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Calls the next service once, and turns any outcome into an answer. It never retries,
 * because that's the mesh's job, and the labs count attempts.
 */
public class NextHopClient {

	/**
	 * The size in bytes from which only one answer is handled at a time. The answer of a
	 * chain without large headers is smaller.
	 */
	public static final int LARGE_ANSWER_BYTES = 16 * 1024;

	private static final int EXCERPT_CHARACTERS = 200;

	/** Answers without a body can't carry the tree. */
	private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

	private final RestClient client;

	private final URI url;

	private final Duration timeout;

	/**
	 * Creates a client.
	 * @param builder a builder that traces and forwards
	 * @param url the URL of the next service
	 * @param timeout the longest time for all calls for a request, for the messages
	 */
	public NextHopClient(RestClient.Builder builder, URI url, Duration timeout) {
		this.client = builder.build();
		this.url = url;
		this.timeout = timeout;
	}

	/**
	 * Calls the next service.
	 * @param faults the faults that the request asked for, which are forwarded
	 * @param others more headers to send
	 * @param answers the reader of the request's answers
	 * @param end the deadline of all calls for the request, as {@link System#nanoTime()}
	 * @return the call, and the status that it means for the caller
	 */
	Outcome call(Faults faults, Map<String, List<String>> others, LargeAnswers.OfRequest answers, long end) {
		long start = System.nanoTime();
		if (start >= end) {
			return failed(HttpHeaders.EMPTY, start, 504,
					"wasn't called, because the calls before it took all of " + seconds());
		}
		AtomicReference<HttpHeaders> sent = new AtomicReference<>(HttpHeaders.EMPTY);
		try {
			Outcome outcome = ExchangeDeadline.until(end,
					() -> this.client.get()
						.uri(this.url)
						.accept(MediaType.APPLICATION_JSON)
						.headers((headers) -> faults.lines().forEach((line) -> headers.add(Faults.HEADER, line)))
						.headers((headers) -> others.forEach(headers::addAll))
						// Read after the request was sent, when it has all its headers.
						.httpRequest((request) -> sent.set(request.getHeaders()))
						.exchange((request, response) -> read(response, sent.get(), answers, start, end)));
			return (outcome != null) ? outcome : failed(sent.get(), start, 502, "sent no answer");
		}
		catch (ResourceAccessException ex) {
			Throwable cause = ex.getCause();
			if (cause instanceof LargeAnswers.NoTurnException) {
				return failed(sent.get(), start, 503, "sent a large answer while others were being handled, for all of "
						+ seconds() + ": try again in a second");
			}
			return (cause instanceof InterruptedIOException) ? failed(sent.get(), start, 504, timedOut(cause))
					: failed(sent.get(), start, 502, describe(cause));
		}
	}

	private Outcome read(ClientHttpResponse response, HttpHeaders sent, LargeAnswers.OfRequest answers, long start,
			long end) throws IOException {
		int status = response.getStatusCode().value();
		HttpHeaders headers = response.getHeaders();
		if (response.getStatusCode().is3xxRedirection() && headers.containsHeader(HttpHeaders.LOCATION)) {
			throw new MalformedAnswerException("answered with a redirect (%d), which isn't followed".formatted(status));
		}
		MediaType type = contentType(headers);
		byte[] body = answers.read(response.getBody(), end);
		boolean json = type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON);
		Hop next = json ? HopReader.read(body) : null;
		Call call = new Call(this.url.toString(), ShownHeaders.shown(sent), status, ShownHeaders.shown(headers),
				millisSince(start), null, next, (next == null) ? excerpt(type, body) : null);
		return new Outcome(call, WITHOUT_BODY.contains(status) ? 200 : status);
	}

	private static @Nullable MediaType contentType(HttpHeaders headers) throws MalformedAnswerException {
		try {
			return headers.getContentType();
		}
		catch (InvalidMediaTypeException ex) {
			throw new MalformedAnswerException("answered with a malformed content-type header");
		}
	}

	private static String excerpt(@Nullable MediaType type, byte[] body) {
		Charset charset = (type != null && type.getCharset() != null) ? type.getCharset() : StandardCharsets.UTF_8;
		// UTF-8 needs at most four bytes for a character.
		String text = new String(Arrays.copyOf(body, Math.min(body.length, 4 * EXCERPT_CHARACTERS)), charset);
		return (text.length() > EXCERPT_CHARACTERS) ? text.substring(0, EXCERPT_CHARACTERS) + "…" : text;
	}

	private Outcome failed(HttpHeaders sent, long start, int status, String problem) {
		String error = "%s %s".formatted(this.url, problem);
		return new Outcome(new Call(this.url.toString(), ShownHeaders.shown(sent), null, Map.of(), millisSince(start),
				error, null, null), status);
	}

	private String timedOut(@Nullable Throwable cause) {
		return (cause instanceof AnswerTooLateException late && late.begun())
				? "didn't finish its answer within " + seconds() : "didn't answer within " + seconds();
	}

	private String seconds() {
		return "%s s".formatted(this.timeout.toMillis() / 1_000.0);
	}

	private static String describe(@Nullable Throwable cause) {
		if (cause instanceof ConnectException) {
			return "refused the connection: is it running?";
		}
		if (cause instanceof UnknownHostException) {
			return "is unknown: no such host name";
		}
		if (cause instanceof AnswerTooLargeException tooLarge) {
			return "sent an answer of more than %d bytes".formatted(tooLarge.limit());
		}
		if (cause instanceof MalformedAnswerException malformed) {
			return malformed.problem();
		}
		if (cause instanceof MessageConstraintException) {
			return "sent too many headers, or one that is too long";
		}
		if (cause instanceof SSLException) {
			return "failed the TLS handshake";
		}
		if (cause instanceof ClientProtocolException) {
			return "answered with something that isn't HTTP";
		}
		return "closed the connection before a complete HTTP answer arrived";
	}

	/**
	 * How a call ended.
	 *
	 * @param call what happened
	 * @param status the status for the caller: the answer's own, 502 if no usable one
	 * arrived, 504 if none arrived in time, 503 if there was no room for it
	 */
	public record Outcome(Call call, int status) {

	}

	public static double millisSince(long nanoTime) {
		return Math.round((System.nanoTime() - nanoTime) / 1_000.0) / 1_000.0;
	}

}
