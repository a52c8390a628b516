package org.meshtrio.trace.report;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.text.Text;

/**
 * A break as text: between which hops, why, and what to do about it.
 */
public final class BreakText {

	private static final String CONSUME = "management.tracing.propagation.consume";

	private BreakText() {
	}

	/**
	 * The hop before a break.
	 * @param broken the break
	 * @return its service, or {@code the caller}
	 */
	public static String from(Break broken) {
		return name(broken.from());
	}

	/**
	 * The hop after a break.
	 * @param broken the break
	 * @return its service
	 */
	public static String to(Break broken) {
		return Text.safe(broken.to().service());
	}

	/**
	 * The reason for a break.
	 * @param broken the break
	 * @return a clause without a full stop
	 */
	public static String reason(Break broken) {
		return Text.printable(clause(broken));
	}

	private static String clause(Break broken) {
		if (broken instanceof Break.NoTraceBefore none) {
			return noTraceBefore(none);
		}
		if (broken instanceof Break.NothingSent nothing) {
			return nothingSent(nothing);
		}
		if (broken instanceof Break.MalformedSent malformed) {
			return from(broken) + " sent only " + HeaderText.malformed(malformed.sent()) + " to " + to(broken)
					+ HeaderText.defects(malformed.sent());
		}
		if (broken instanceof Break.WrongSent wrong) {
			return from(broken) + " is in trace " + wrong.traceId() + ", but sent only "
					+ HeaderText.traces(wrong.sent()) + " to " + to(broken);
		}
		if (broken instanceof Break.RemovedByProxy removed) {
			return from(broken) + " sent " + HeaderText.names(removed.sent()) + ", but no trace header arrived at "
					+ to(broken) + ": a proxy between them removed "
					+ ((removed.sent().size() == 1) ? "it" : "all of them");
		}
		if (broken instanceof Break.MalformedByProxy malformed) {
			return from(broken) + " sent " + HeaderText.traces(malformed.sent()) + ", but only "
					+ HeaderText.malformed(malformed.arrived()) + " arrived at " + to(broken)
					+ HeaderText.defects(malformed.arrived());
		}
		if (broken instanceof Break.ReplacedByProxy replaced) {
			return replacedByProxy(replaced);
		}
		return (broken instanceof Break.NotRead unread) ? notRead(unread) : twoContexts((Break.TwoContexts) broken);
	}

	private static String noTraceBefore(Break.NoTraceBefore broken) {
		String why = broken.received().isEmpty()
				? "no trace header arrived at " + from(broken) + " and it makes no spans (mesh.propagation.spans)"
				: from(broken) + " isn't in a trace, although " + HeaderText.names(broken.received()) + " arrived"
						+ HeaderText.defects(broken.received());
		return why + ", so trace " + Hops.trace(broken.to()) + " begins only at " + to(broken);
	}

	private static String nothingSent(Break.NothingSent broken) {
		String what = broken.received().isEmpty()
				? from(broken) + " sent none of " + HeaderText.ALL + " to " + to(broken) : from(broken) + " received "
						+ HeaderText.names(broken.received()) + " and sent no trace header to " + to(broken);
		return what + (broken.asked() ? ", because the request asked for it (trio-forward: off)"
				: ": its forwarding is off (mesh.propagation.forward), or its HTTP client isn't instrumented");
	}

	private static String replacedByProxy(Break.ReplacedByProxy broken) {
		List<String> arrived = broken.arrived().stream().map(TraceHeader::name).toList();
		List<TraceHeader> unread = broken.sent().stream().filter((header) -> !arrived.contains(header.name())).toList();
		return from(broken) + " sent " + HeaderText.traces(broken.sent()) + ", but " + to(broken) + " received "
				+ HeaderText.traces(broken.arrived()) + ": a proxy between them began a new trace" + (unread.isEmpty()
						? " instead of continuing this one" : ", because it doesn't read " + HeaderText.names(unread));
	}

	private static String notRead(Break.NotRead broken) {
		String trace = Hops.trace(broken.to());
		return HeaderText.traces(broken.arrived()) + " arrived at " + to(broken) + ", but it "
				+ ((trace != null) ? "began trace " + trace : "isn't in a trace") + ", because it doesn't read "
				+ HeaderText.names(broken.arrived()) + ": add " + HeaderText.formats(broken.arrived()) + " to its "
				+ CONSUME;
	}

	private static String twoContexts(Break.TwoContexts broken) {
		return "two traces arrived at " + to(broken) + ", " + HeaderText.traces(broken.arrived()) + " and "
				+ HeaderText.traces(broken.used()) + ", and it used " + HeaderText.names(broken.used()) + ": put "
				+ HeaderText.formats(broken.arrived()) + " before " + HeaderText.formats(broken.used()) + " in its "
				+ CONSUME;
	}

	private static String name(@Nullable Hop hop) {
		return (hop != null) ? Text.safe(hop.service()) : "the caller";
	}

}
