package org.meshtrio.check.report;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Note;
import org.meshtrio.check.verdict.Verdict.Reason;

/**
 * A verdict in words.
 */
public final class VerdictText {

	private VerdictText() {
	}

	/**
	 * The verdict's name.
	 * @param verdict the verdict
	 * @return {@code passed}, {@code failed}, or {@code not judged}
	 */
	public static String name(Verdict verdict) {
		if (verdict instanceof Verdict.Passed) {
			return "passed";
		}
		return (verdict instanceof Verdict.Failed) ? "failed" : "not judged";
	}

	/**
	 * What is to say about a verdict.
	 * @param verdict the verdict
	 * @return a clause without a period, or {@code null}
	 */
	public static @Nullable String detail(Verdict verdict) {
		if (verdict instanceof Verdict.Passed passed) {
			return (passed.note() != null) ? note(passed.note()) : null;
		}
		if (verdict instanceof Verdict.NotJudged not) {
			return reason(not.reason());
		}
		return FaultText.of(((Verdict.Failed) verdict).breaches().get(0));
	}

	private static String note(Note note) {
		return switch (note) {
			case MAKES_SPANS -> "the service makes a span for each call";
			case ONLY_FORWARDS -> "the service forwards the caller's span id, and makes no span of its call";
			case W3C_WINS -> "traceparent wins";
			case B3_WINS -> "B3 wins";
			case BOTH_LEAVE -> "both leave, each in its trace";
		};
	}

	private static String reason(Reason reason) {
		if (reason instanceof Reason.Needs needs) {
			return "it needs " + needs.rule().id();
		}
		if (reason instanceof Reason.Refused refused) {
			return "the service answered " + ((refused.status() != null) ? refused.status() : "nothing") + " to this "
					+ refused.method() + ", and made no call";
		}
		return switch ((Reason.Simple) reason) {
			case ONE_CALL -> "the service makes one call for each request";
			case NO_LATE_CALLS -> "the service makes no call after its response";
			case ONLY_FORWARDS -> "the service only forwards contexts, and makes no spans";
			case NONE_NAMED -> "no header is named with --expect";
			case CREDENTIALS_ALLOWED -> "--credentials allows it";
			case NO_STORE -> "no trace store is named with --store";
			case ONLY_SPANS -> "spans don't show it, the capture does";
			case HEADER_UNSEEN -> "the trace goes on, but spans don't show in which header";
			case BEHIND_PROXIES -> "the proxies in front of the service give it a context of their own";
			case NO_CALL_SPAN -> "the trace store has no span of a call";
		};
	}

}
