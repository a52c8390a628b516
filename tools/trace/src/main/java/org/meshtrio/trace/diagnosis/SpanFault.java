package org.meshtrio.trace.diagnosis;

import java.util.List;

import org.meshtrio.trace.model.Expectation.Expected;
import org.meshtrio.trace.model.MeshFault;
import org.meshtrio.trace.model.Span;

/**
 * What is wrong with the spans of a request whose hops are all in one trace.
 */
public sealed interface SpanFault {

	/**
	 * The trace store doesn't have a single span.
	 */
	record NoSpans() implements SpanFault {

	}

	/**
	 * Some spans that were made aren't in the store.
	 *
	 * @param missing the missing ones, at least one, in the order of the hops
	 */
	record Missing(List<Expected> missing) implements SpanFault {

	}

	/**
	 * Two spans have the same id.
	 *
	 * @param first the earlier one
	 * @param second the other one
	 */
	record Duplicate(Span first, Span second) implements SpanFault {

	}

	/**
	 * A hop's span isn't below the span of the hop before it.
	 *
	 * @param upper the service before it
	 * @param service the service
	 * @param span its span
	 * @param parentIn the names of the headers in which the span's parent arrived
	 */
	record Misplaced(String upper, String service, Span span, List<String> parentIn) implements SpanFault {

	}

	/**
	 * The parent of a span isn't in the store.
	 *
	 * @param span the span
	 */
	record Orphan(Span span) implements SpanFault {

	}

	/**
	 * The spans are more than one tree.
	 *
	 * @param roots how many
	 */
	record SeveralRoots(int roots) implements SpanFault {

	}

	/**
	 * The spans aren't those of a full trace of a mesh.
	 *
	 * @param fault how they differ
	 */
	record InMesh(MeshFault fault) implements SpanFault {

	}

}
