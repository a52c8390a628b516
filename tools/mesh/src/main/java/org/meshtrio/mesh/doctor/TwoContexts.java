package org.meshtrio.mesh.doctor;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.ProbeContext;

/**
 * A fresh context in the format that the proxies renew, and a stale one in the others,
 * which such proxies leave alone.
 *
 * @param stale the stale context
 * @param headers the headers with both
 */
record TwoContexts(ProbeContext stale, Headers headers) {

	/**
	 * New contexts.
	 * @param renewed the format that the proxies renew
	 * @return the contexts, or {@code null} if the format is unknown, or there are no
	 * others
	 */
	static @Nullable TwoContexts of(@Nullable ProxyFormat renewed) {
		ProbeContext fresh = ProbeContext.fresh();
		ProbeContext stale = ProbeContext.fresh();
		if (renewed == ProxyFormat.W3C) {
			return new TwoContexts(stale, fresh.traceparent().with(stale.xB3()).with(stale.b3()));
		}
		return (renewed == ProxyFormat.B3) ? new TwoContexts(stale, fresh.xB3().with(stale.traceparent())) : null;
	}

}
