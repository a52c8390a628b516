package org.meshtrio.trace.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the spans of a request differ from the full trace of a mesh, in which each span is
 * the parent of the next one.
 */
public sealed interface MeshFault {

	/**
	 * Some spans aren't there.
	 *
	 * @param roles the missing ones from the root down, at least one
	 */
	record Missing(List<SpanRole> roles) implements MeshFault {

	}

	/**
	 * A span isn't the only one below its parent.
	 *
	 * @param role the span that should be
	 * @param parent its parent, or {@code null} if it should be the only root
	 */
	record NotAlone(SpanRole role, @Nullable SpanRole parent) implements MeshFault {

	}

	/**
	 * A span is in the place of another one.
	 *
	 * @param found the span that is there
	 * @param expected the span that should be there
	 */
	record Misplaced(SpanRole found, SpanRole expected) implements MeshFault {

	}

	/**
	 * The children of a span aren't those of the calls that its service made.
	 *
	 * @param parent the span, or {@code null} if the children are roots
	 * @param expected the spans that should be there, in no order
	 * @param found the spans that are there
	 */
	record Siblings(@Nullable SpanRole parent, List<SpanRole> expected, List<SpanRole> found) implements MeshFault {

	}

	/**
	 * There is a span below the last one.
	 *
	 * @param role the span
	 */
	record Extra(SpanRole role) implements MeshFault {

	}

}
