package org.meshtrio.trace.diagnosis;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.TraceHeader;

/**
 * The reason why a hop is in another trace than the hop before it. Each kind has the
 * headers that prove it.
 */
public sealed interface Break {

	/**
	 * The hop before the break.
	 * @return the hop, or {@code null} for the caller of the chain
	 */
	@Nullable Hop from();

	/**
	 * The hop after the break.
	 * @return the hop, which is in another trace or in none
	 */
	Hop to();

	/**
	 * The hop before isn't in a trace, so the trace begins only at the next one.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param received the trace headers that the hop before received and didn't use
	 */
	record NoTraceBefore(@Nullable Hop from, Hop to, List<TraceHeader> received) implements Break {

	}

	/**
	 * The hop before sent no trace header.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param received the trace headers that it received itself
	 * @param asked whether the request asked for it
	 */
	record NothingSent(@Nullable Hop from, Hop to, List<TraceHeader> received, boolean asked) implements Break {

	}

	/**
	 * The hop before sent only malformed trace headers.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param sent what it sent
	 */
	record MalformedSent(@Nullable Hop from, Hop to, List<TraceHeader> sent) implements Break {

	}

	/**
	 * The hop before sent only other traces than its own.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param traceId the trace that it is in
	 * @param sent what it sent
	 */
	record WrongSent(@Nullable Hop from, Hop to, String traceId, List<TraceHeader> sent) implements Break {

	}

	/**
	 * No trace header arrived, so a proxy removed those that were sent.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param sent the headers with the right trace
	 */
	record RemovedByProxy(@Nullable Hop from, Hop to, List<TraceHeader> sent) implements Break {

	}

	/**
	 * Only malformed trace headers arrived, although good ones were sent.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param sent the headers with the right trace
	 * @param arrived what arrived
	 */
	record MalformedByProxy(@Nullable Hop from, Hop to, List<TraceHeader> sent,
			List<TraceHeader> arrived) implements Break {

	}

	/**
	 * Only other traces arrived, so a proxy began a new one.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param sent the headers with the right trace
	 * @param arrived what arrived
	 */
	record ReplacedByProxy(@Nullable Hop from, Hop to, List<TraceHeader> sent,
			List<TraceHeader> arrived) implements Break {

	}

	/**
	 * The right trace arrived only in headers that the hop after doesn't read.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param arrived the headers with the right trace
	 */
	record NotRead(@Nullable Hop from, Hop to, List<TraceHeader> arrived) implements Break {

	}

	/**
	 * Two traces arrived, and the hop after used the wrong one.
	 *
	 * @param from the hop before
	 * @param to the hop after
	 * @param arrived the headers with the right trace
	 * @param used the headers with the trace that it used
	 */
	record TwoContexts(@Nullable Hop from, Hop to, List<TraceHeader> arrived, List<TraceHeader> used) implements Break {

	}

}
