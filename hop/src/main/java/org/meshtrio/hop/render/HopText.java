package org.meshtrio.hop.render;

import java.util.List;
import java.util.Map;

import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Printable;

import org.springframework.http.HttpStatus;

/**
 * The tree as text, in the form of the classic Go demo for Istio: each service prints
 * what it got from the next one, and the last service prints its own request headers.
 * Each also prints its version and pod, which the demo doesn't have.
 */
public final class HopText {

	private static final String RULE = "===================";

	private static final String END = "============";

	private static final String CONTINUED = "  ";

	private HopText() {
	}

	/**
	 * Renders the tree.
	 * @param hop the first hop
	 * @return lines, each with its line end; text from outside can't look like one of
	 * them, nor move the cursor
	 */
	public static String of(Hop hop) {
		StringBuilder text = new StringBuilder();
		append(hop, text);
		return text.toString();
	}

	private static void append(Hop hop, StringBuilder text) {
		title(text, hop.service() + " " + hop.version() + ((hop.pod() != null) ? ", pod " + hop.pod() : ""));
		if (hop.calls().isEmpty()) {
			lines(text, hop.message());
			title(text, hop.service() + " Details of the http request header:");
			headers(text, hop.received().headers(), "=[", " ", "]");
		}
		hop.calls().forEach((call) -> append(hop, call, text));
	}

	private static void append(Hop hop, Call call, StringBuilder text) {
		Hop next = call.next();
		String called = (next != null) ? next.service() : call.url();
		title(text, "arrive " + hop.service() + ", invoke " + called);
		if (call.error() != null) {
			title(text, hop.service() + " got no usable answer");
			line(text, call.error());
			return;
		}
		title(text, hop.service() + " print response from " + called);
		line(text, statusLine(call));
		headers(text, call.responseHeaders(), ": ", ", ", "");
		if (next != null) {
			append(next, text);
		}
		else if (call.excerpt() != null) {
			lines(text, call.excerpt());
		}
	}

	/**
	 * The client speaks only HTTP/1.1. Many servers send no reason, so it's added here.
	 */
	private static String statusLine(Call call) {
		int status = (call.status() != null) ? call.status() : 0;
		HttpStatus known = HttpStatus.resolve(status);
		return "HTTP/1.1 " + status + ((known != null) ? " " + known.getReasonPhrase() : "");
	}

	private static void headers(StringBuilder text, Map<String, List<String>> headers, String before, String between,
			String after) {
		headers.forEach((name, values) -> line(text, name + before + String.join(between, values) + after));
	}

	private static void title(StringBuilder text, String title) {
		line(text, RULE + title + END);
	}

	/**
	 * Adds text that may have several lines. So that none of them looks like a line of
	 * ours, all lines after the first are indented, and so is a line that begins like a
	 * title.
	 */
	private static void lines(StringBuilder text, String lines) {
		String indent = "";
		for (String line : lines.split("\\R")) {
			line(text, (line.startsWith("=") ? CONTINUED : indent) + line);
			indent = CONTINUED;
		}
	}

	private static void line(StringBuilder text, String line) {
		text.append(Printable.line(line)).append('\n');
	}

}
