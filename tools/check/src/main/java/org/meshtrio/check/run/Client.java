package org.meshtrio.check.run;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.cases.HeaderCases;
import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.trace.http.BoundedHttp;
import org.meshtrio.trace.model.Headers;

/**
 * Sends requests, whatever comes of them.
 */
final class Client {

	private final CheckRequest request;

	private final BoundedHttp http;

	Client(CheckRequest request) {
		this.request = request;
		this.http = new BoundedHttp(request.timeout(), request.entry());
	}

	/** A request with ids of its own. */
	SentRequest request(Probe probe) {
		Ids ids = Ids.random();
		List<Line> lines = new ArrayList<>(probe.lines(ids));
		String requestId = PropagatedHeader.X_REQUEST_ID.pattern();
		if (lines.stream().noneMatch((line) -> line.name().equals(requestId))) {
			lines.add(new Line(requestId, ids.requestId()));
		}
		if (probe == HeaderCases.NAMED) {
			this.request.expected().forEach((name) -> lines.add(new Line(name, ids.mark())));
		}
		Headers given = this.request.headers();
		lines.removeIf((line) -> given.contains(line.name()));
		given.forEach((name, value) -> lines.add(new Line(name, value)));
		return new SentRequest(probe, ids, lines);
	}

	Response response(SentRequest sent) {
		try {
			return new Response(status(sent), null);
		}
		catch (IOException ex) {
			return new Response(null, ex.getMessage());
		}
	}

	private int status(SentRequest sent) throws IOException {
		// Through a mesh's gateway, it wouldn't show anything about the service.
		if (this.request.entry() == null && RawRequest.isNeeded(sent.lines())) {
			return RawRequest.send(this.request.target(), sent.lines(), this.request.timeout());
		}
		HttpRequest.Builder builder = HttpRequest.newBuilder(this.request.target());
		sent.lines().forEach((line) -> builder.header(line.name(), line.value()));
		if (sent.probe().method().equals("POST")) {
			builder.POST(HttpRequest.BodyPublishers.ofString("{}")).header("content-type", "application/json");
		}
		return this.http.send(builder.build()).status();
	}

	/**
	 * A response.
	 *
	 * @param status its status, or {@code null} if there was none
	 * @param failure why there was none, or {@code null}
	 */
	record Response(@Nullable Integer status, @Nullable String failure) {

	}

}
