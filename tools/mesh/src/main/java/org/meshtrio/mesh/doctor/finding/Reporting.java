package org.meshtrio.mesh.doctor.finding;

import org.jspecify.annotations.Nullable;

/**
 * A service makes spans, and the store never gets them.
 */
public sealed interface Reporting extends Finding {

	@Override
	default Cause cause() {
		return Cause.REPORTING;
	}

	/**
	 * A hop names a span that isn't in the store.
	 *
	 * @param hop the hop
	 * @param store what the store is called
	 * @param endpoint where its manifest has it report to, or {@code null} if it doesn't
	 * say
	 */
	record HopNotReporting(Instance hop, String store, @Nullable String endpoint) implements Reporting {

	}

	/**
	 * The parent of a sidecar's span isn't in the store.
	 *
	 * @param service the sidecar's service
	 * @param store what the store is called
	 */
	record ParentsMissing(String service, String store) implements Reporting {

	}

}
