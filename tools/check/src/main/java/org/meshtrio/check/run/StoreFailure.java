package org.meshtrio.check.run;

import org.meshtrio.trace.store.TraceStoreException;

/** The trace store can't be asked while a rule is judged. */
final class StoreFailure extends RuntimeException {

	StoreFailure(TraceStoreException cause) {
		super(cause.getMessage(), cause);
	}

}
