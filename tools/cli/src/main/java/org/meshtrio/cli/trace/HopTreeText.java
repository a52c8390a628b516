package org.meshtrio.cli.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.cli.options.Terminal;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Help.Ansi;

/**
 * The hops as text, one below the other, with a mark at a change of the trace, and on
 * demand with ids and with the headers that each hop received and sent. A hop that
 * answered with an error or that is in another trace is red.
 */
final class HopTreeText {

	private final List<String> lines = new ArrayList<>();

	private final boolean headers;

	private final Ansi ansi;

	/**
	 * Creates the text.
	 * @param first the answer
	 * @param headers whether to show each hop's trace, span and headers
	 * @param ansi whether to use colors
	 */
	HopTreeText(Hop first, boolean headers, Ansi ansi) {
		this.headers = headers;
		this.ansi = ansi;
		hop(first, null, "", "");
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	private void hop(Hop hop, @Nullable Hop before, String connector, String indent) {
		boolean broken = before != null && !Objects.equals(Hops.trace(before), Hops.trace(hop));
		line(connector, RequestFailure.isError(hop.status()) || broken, Text.safe(hop.service()) + " "
				+ Text.safe(hop.version()) + "   " + hop.status() + "   " + millis(hop.durationMillis()) + ids(hop)
				+ (Boolean.FALSE.equals(hop.sampled()) ? "   not sampled" : "") + (broken ? "   ✗ another trace" : ""));
		List<Call> calls = hop.calls();
		headers(indent + (calls.isEmpty() ? "   " : "│  "), "received", hop.received().headers());
		for (int i = 0; i < calls.size(); i++) {
			call(calls.get(i), hop, indent, i == calls.size() - 1);
		}
	}

	private void call(Call call, Hop hop, String indent, boolean last) {
		String connector = indent + (last ? "└─ " : "├─ ");
		headers(indent + "│  ", "sent on", call.requestHeaders());
		Hop next = call.next();
		if (next != null) {
			hop(next, hop, connector, indent + (last ? "   " : "│  "));
		}
		else if (call.error() != null) {
			line(connector, true, Text.safe(call.url()) + "   ✗ " + Text.safe(call.error()));
		}
		else {
			line(connector, call.status() != null && RequestFailure.isError(call.status()), Text.safe(call.url())
					+ "   " + call.status() + "   no hop: " + Text.safe(String.valueOf(call.excerpt())));
		}
	}

	private String ids(Hop hop) {
		if (hop.traceId() == null) {
			return "   no trace";
		}
		return this.headers ? "   trace " + Text.safe(hop.traceId())
				+ ((hop.spanId() != null) ? "   span " + Text.safe(hop.spanId()) : "") : "";
	}

	private void line(String connector, boolean failed, String text) {
		String shown = Text.printable(text);
		this.lines.add(connector + (failed ? Terminal.styled(this.ansi, Terminal.FAILED, shown) : shown));
	}

	private void headers(String indent, String label, Map<String, List<String>> headers) {
		if (!this.headers) {
			return;
		}
		List<String> shown = new ArrayList<>();
		headers.forEach((name, values) -> values.forEach((value) -> shown.add(Text.safe(name + ": " + value))));
		if (shown.isEmpty()) {
			shown.add("no header");
		}
		String first = label;
		for (String line : shown) {
			this.lines.add(indent + String.format("%-10s", first) + line);
			first = "";
		}
	}

	private static String millis(double millis) {
		return String.format(Locale.ROOT, "%.1f ms", millis);
	}

}
