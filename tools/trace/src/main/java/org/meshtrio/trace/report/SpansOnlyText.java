package org.meshtrio.trace.report;

import java.util.ArrayList;
import java.util.List;

import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.SpanEvidence;
import org.meshtrio.trace.diagnosis.SpanSplit;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.diagnosis.Verdict;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.text.Text;

/**
 * The diagnosis of a service that isn't of the trio, as one sentence.
 */
final class SpansOnlyText {

	private static final String DOCTOR = "./trio doctor URL --namespace NAMESPACE looks for the cause";

	private static final String HEADER = ", but the header that it should have forwarded can't be named, because the"
			+ " service doesn't say which headers it received and sent";

	private final SpanEvidence evidence;

	private final String store;

	private final Verdict verdict;

	SpansOnlyText(Diagnosis.SpansOnly diagnosis) {
		this.evidence = diagnosis.evidence();
		this.store = diagnosis.store();
		this.verdict = diagnosis.verdict();
	}

	String sentence() {
		return switch (this.verdict) {
			case JOINED -> "Joined, by its spans: " + services() + " left "
					+ Text.count(this.evidence.spans().size(), "span") + " in one trace in " + this.store + ".";
			case BROKEN -> "Broken" + String.join("; ", faults()) + ".";
			case UNKNOWN -> "Could not tell: " + this.store + " has "
					+ (this.evidence.spans().isEmpty() ? "no span" : "only spans of the gateway") + " of this request; "
					+ DOCTOR + ".";
		};
	}

	private List<String> faults() {
		List<String> faults = new ArrayList<>();
		for (SpanSplit split : this.evidence.splits()) {
			String service = Text.safe(split.service());
			faults.add((faults.isEmpty() ? " between " : "broken between ") + service + " and "
					+ Text.list(split.called().stream().map(Text::safe).toList()) + ": " + service
					+ " received a request in one trace, and made its calls in a new one"
					+ (faults.isEmpty() ? HEADER : ""));
		}
		for (String service : this.evidence.unreported()) {
			faults.add((faults.isEmpty() ? ": " : "") + Text.safe(service)
					+ " makes spans and sends their ids to the next hop, but " + this.store + " doesn't have them");
		}
		if (!this.evidence.unseen().isEmpty()) {
			faults.add((faults.isEmpty() ? ": " : "") + "the request reached "
					+ Text.list(this.evidence.unseen().stream().map(UnseenHop::service).map(Text::safe).toList())
					+ ", and no proxy there left a span; " + DOCTOR);
		}
		return faults;
	}

	private String services() {
		return Text.list(this.evidence.spans()
			.stream()
			.map((span) -> SpanRole.of(span).service())
			.map(Text::safe)
			.distinct()
			.toList());
	}

}
