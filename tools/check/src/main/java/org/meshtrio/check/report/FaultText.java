package org.meshtrio.check.report;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.trace.text.Text;

/**
 * A fault in words.
 */
public final class FaultText {

	private FaultText() {
	}

	/**
	 * What is wrong.
	 * @param breach the breach
	 * @return a clause without a period, safe to show in a terminal
	 */
	public static String of(Breach breach) {
		return Text.safe(clause(breach.fault(), breach.observation().status()), 400);
	}

	private static String clause(Fault fault, @Nullable Integer status) {
		if (fault instanceof Fault.NoCall) {
			return "the service made no call, and answered " + status(status);
		}
		if (fault instanceof Fault.OtherStatus other) {
			return "the service answered " + status(other.seen()) + ", and " + other.expected() + " without a context";
		}
		if (fault instanceof Fault.Missing missing) {
			return "the call has " + ((missing.headers().size() == 1) ? "no " : "none of ")
					+ Text.list(missing.headers());
		}
		if (fault instanceof Fault.OtherTrace other) {
			return other.header() + " is in trace " + other.seen() + ", not in " + other.expected();
		}
		if (fault instanceof Fault.Malformed malformed) {
			return malformed.header() + " left malformed: " + values(malformed.values());
		}
		if (fault instanceof Fault.Continued continued) {
			return continued.header() + " continues trace " + continued.traceId() + ", whose context doesn't count";
		}
		if (fault instanceof Fault.Changed changed) {
			return changed.header() + " says \"" + changed.seen() + "\", and \"" + changed.expected() + "\" arrived";
		}
		return values(fault);
	}

	private static String values(Fault fault) {
		if (fault instanceof Fault.Lost lost) {
			return lost.header() + " left without " + values(lost.missing());
		}
		if (fault instanceof Fault.Reordered reordered) {
			return reordered.header() + " left in the order " + values(reordered.seen()) + ", and arrived as "
					+ values(reordered.expected());
		}
		if (fault instanceof Fault.Leaked leaked) {
			return leaked.value().isEmpty() ? leaked.header() + " left with an empty value"
					: leaked.header() + " left with the caller's value " + leaked.value();
		}
		if (fault instanceof Fault.Twice twice) {
			return twice.header() + " left " + twice.values().size() + " times: " + values(twice.values());
		}
		if (fault instanceof Fault.SameSpan same) {
			return "two calls have the span id " + same.spanId();
		}
		if (fault instanceof Fault.TwoSpans two) {
			return "the headers of one call name the spans " + values(two.spanIds());
		}
		if (fault instanceof Fault.Mixed mixed) {
			return mixed.header() + " is " + mixed.seen() + ", which belongs to another request; expected "
					+ mixed.expected();
		}
		if (fault instanceof Fault.WrongCount count) {
			return "of " + count.requests() + " requests, " + count.wrong()
					+ " have fewer or more calls in their traces than one request alone";
		}
		return spans(fault);
	}

	private static String spans(Fault fault) {
		if (fault instanceof Fault.TraceEnds ends) {
			return "the trace store has "
					+ (ends.services().isEmpty() ? "no span"
							: "spans of " + Text.list(ends.services()) + ", but none of a call,")
					+ " in trace " + ends.traceId();
		}
		if (fault instanceof Fault.CalledElsewhere elsewhere) {
			return elsewhere.service() + " called " + Text.list(elsewhere.called()) + " in another trace";
		}
		if (fault instanceof Fault.Recorded recorded) {
			return "the trace store has " + Text.count(recorded.spans(), "span") + " of trace " + recorded.traceId()
					+ ", which the caller doesn't sample";
		}
		Fault.NoSpan none = (Fault.NoSpan) fault;
		return "the trace store has no span " + none.spanId() + " in trace " + none.traceId();
	}

	private static String status(@Nullable Integer status) {
		return (status != null) ? status.toString() : "nothing";
	}

	private static String values(List<String> values) {
		return (values.size() > 4) ? String.join(", ", values.subList(0, 4)) + ", …" : Text.list(values);
	}

}
