package org.meshtrio.mesh.doctor.finding;

import org.meshtrio.mesh.tracing.TracingSource;
import org.meshtrio.trace.model.SamplingHeader;

/**
 * Most requests, or those of this caller, aren't recorded.
 */
public sealed interface Sampling extends Finding {

	@Override
	default Cause cause() {
		return Cause.SAMPLING;
	}

	/**
	 * The mesh samples less than all requests.
	 *
	 * @param percentage how many of 100 requests are recorded
	 * @param isDefault whether no Telemetry sets it
	 * @param by the Telemetry that sets it, or else what names the provider
	 * @param provider the provider's name
	 * @param rootNamespace the namespace whose Telemetry applies to the whole mesh
	 */
	record LowSampling(double percentage, boolean isDefault, TracingSource by, String provider,
			String rootNamespace) implements Sampling {

	}

	/**
	 * The caller asks for it, in a header that the proxies read.
	 *
	 * @param header the header
	 */
	record RefusedByCaller(SamplingHeader header) implements Sampling {

	}

}
