package org.meshtrio.trace.report;

import java.util.ArrayList;
import java.util.List;

import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.text.Text;

/**
 * A diagnosis as one sentence: the verdict, the reason, and what to do about it.
 */
public final class DiagnosisText {

	private DiagnosisText() {
	}

	/**
	 * The sentence.
	 * @param diagnosis the diagnosis
	 * @return the sentence, on one line
	 */
	public static String sentence(Diagnosis diagnosis) {
		return Text.printable(anySentence(diagnosis));
	}

	private static String anySentence(Diagnosis diagnosis) {
		if (diagnosis instanceof Diagnosis.Joined joined) {
			return "Joined: " + inOneTrace(joined.answer())
					+ ((joined.spans() == 0) ? ", which has no spans, because no hop makes any"
							: ", and its tree of " + Text.count(joined.spans(), "span") + " is whole")
					+ end(joined.answer());
		}
		if (diagnosis instanceof Diagnosis.Broken broken) {
			return broken(broken.breaks()) + end(broken.answer());
		}
		if (diagnosis instanceof Diagnosis.SpansBroken broken) {
			return "Broken: " + inOneTrace(broken.answer()) + ", but "
					+ new SpanFaultText(broken.store()).clause(broken.fault()) + end(broken.answer());
		}
		if (diagnosis instanceof Diagnosis.SpansOnly spans) {
			return new SpansOnlyText(spans).sentence();
		}
		return "Could not tell: " + unknown(diagnosis);
	}

	private static String broken(List<Break> breaks) {
		Break worst = breaks.get(0);
		List<String> others = breaks.stream()
			.skip(1)
			.map((other) -> BreakText.from(other) + " and " + BreakText.to(other))
			.toList();
		return "Broken between " + BreakText.from(worst) + " and " + BreakText.to(worst) + ": "
				+ BreakText.reason(worst) + fine(worst, breaks)
				+ (others.isEmpty() ? "" : "; broken again between " + String.join(", and between ", others));
	}

	/** Names the other calls of the hop before the break that stayed in the trace. */
	private static String fine(Break worst, List<Break> breaks) {
		Hop from = worst.from();
		List<Hop> torn = breaks.stream().map(Break::to).toList();
		List<String> fine = (from == null) ? List.of()
				: from.calls()
					.stream()
					.map(Call::next)
					.filter((next) -> next != null && torn.stream().noneMatch((other) -> other == next))
					.map(DiagnosisText::name)
					.distinct()
					.toList();
		return fine.isEmpty() ? "" : "; between " + BreakText.from(worst) + " and " + Text.list(fine) + " it's whole";
	}

	private static String unknown(Diagnosis diagnosis) {
		if (diagnosis instanceof Diagnosis.NoTrace none) {
			return noTrace(none) + end(none.answer());
		}
		if (diagnosis instanceof Diagnosis.NotSampled unsampled) {
			return inOneTrace(unsampled.answer()) + ", but it isn't sampled, so there are no spans: "
					+ decision(unsampled) + end(unsampled.answer());
		}
		if (diagnosis instanceof Diagnosis.NoStore noStore) {
			return inOneTrace(noStore.answer()) + " according to the answer, but the spans can't be checked, because "
					+ noStore.why() + end(noStore.answer());
		}
		return ((Diagnosis.NoAnswer) diagnosis).why() + ".";
	}

	private static String noTrace(Diagnosis.NoTrace none) {
		String first = name(none.answer());
		return "there is no trace, because "
				+ (none.received().isEmpty() ? "no trace header arrived at " + first
						: first + " doesn't use " + HeaderText.names(none.received()) + ", which arrived"
								+ HeaderText.defects(none.received()) + ",")
				+ " and no hop makes spans (mesh.propagation.spans); send one, such as"
				+ " traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
	}

	private static String decision(Diagnosis.NotSampled unsampled) {
		String service = name(unsampled.hop());
		return (unsampled.decision() != null) ? HeaderText.decision(unsampled.decision()) + " arrived at " + service
				: service + " decided so itself (management.tracing.sampling.probability)";
	}

	private static String inOneTrace(Hop first) {
		List<String> names = Hops.of(first).stream().map(DiagnosisText::name).distinct().toList();
		return Text.list(names) + ((names.size() == 1) ? " is" : " are") + " in trace " + Hops.trace(first);
	}

	/** Names the calls that didn't lead to a hop, and ends the sentence. */
	private static String end(Hop first) {
		List<String> ends = new ArrayList<>();
		for (Hop hop : Hops.of(first)) {
			hop.calls().stream().filter((call) -> call.next() == null).forEach((call) -> ends.add(end(hop, call)));
		}
		return ends.isEmpty() ? "." : "; " + String.join("; ", ends) + ", so nothing is known about what comes after "
				+ ((ends.size() == 1) ? "it." : "them.");
	}

	private static String end(Hop hop, Call call) {
		String url = Text.safe(call.url());
		return (call.error() != null)
				? "the call of " + name(hop) + " to " + url + " failed (" + clause(call.error()) + ")"
				: url + " answered " + call.status() + " to " + name(hop) + ", but not as a hop";
	}

	private static String name(Hop hop) {
		return Text.safe(hop.service());
	}

	private static String clause(String sentence) {
		String safe = Text.safe(sentence);
		return safe.endsWith(".") ? safe.substring(0, safe.length() - 1) : safe;
	}

}
