package org.meshtrio.check.verdict;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.rule.Rule;

/**
 * What a check says about one rule.
 */
public sealed interface Verdict {

	/** The rule holds, and there is no more to say. */
	Verdict PASSED = new Passed(null);

	/**
	 * The verdict for places that break a rule.
	 * @param breaches the places
	 * @return passed if there are none
	 */
	static Verdict of(List<Breach> breaches) {
		return breaches.isEmpty() ? PASSED : new Failed(breaches);
	}

	/**
	 * The rule holds.
	 *
	 * @param note what else was seen, or {@code null}
	 */
	record Passed(@Nullable Note note) implements Verdict {
	}

	/**
	 * The service breaks the rule.
	 *
	 * @param breaches where, at least one
	 */
	record Failed(List<Breach> breaches) implements Verdict {
	}

	/**
	 * The rule can't be judged.
	 *
	 * @param reason why
	 */
	record NotJudged(Reason reason) implements Verdict {
	}

	/**
	 * What a rule that holds shows about the service.
	 */
	enum Note {

		/** The service makes a span for each call. */
		MAKES_SPANS,

		/** The service forwards the caller's context, and makes no span. */
		ONLY_FORWARDS,

		/** traceparent wins over B3. */
		W3C_WINS,

		/** B3 wins over traceparent. */
		B3_WINS,

		/** Each header stays in its own trace. */
		BOTH_LEAVE

	}

	/**
	 * Why a rule can't be judged.
	 */
	sealed interface Reason {

		/**
		 * A rule that it needs isn't passed.
		 *
		 * @param rule that rule
		 */
		record Needs(Rule rule) implements Reason {
		}

		/**
		 * The service refused the request.
		 *
		 * @param method the request's method
		 * @param status the response's status, or {@code null} if there was none
		 */
		record Refused(String method, @Nullable Integer status) implements Reason {
		}

		/**
		 * The service doesn't do it, or the command line doesn't ask for it.
		 */
		enum Simple implements Reason {

			/** The service makes one call for each request. */
			ONE_CALL,

			/** The service makes no calls after its response. */
			NO_LATE_CALLS,

			/** The service makes no spans. */
			ONLY_FORWARDS,

			/** No header is named. */
			NONE_NAMED,

			/** The service may pass on credentials. */
			CREDENTIALS_ALLOWED,

			/** No trace store is named. */
			NO_STORE,

			/** Only spans are there, which don't show the headers of a call. */
			ONLY_SPANS,

			/** The trace goes on, but spans don't show in which header. */
			HEADER_UNSEEN,

			/** The proxies in front of the service give it a context of their own. */
			BEHIND_PROXIES,

			/**
			 * The store has no span of a call, neither in the trace nor in another one.
			 */
			NO_CALL_SPAN

		}

	}

}
