package org.meshtrio.mesh.doctor.finding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.trace.diagnosis.Break;

/**
 * A service doesn't forward the context that it received.
 */
public sealed interface Forwarding extends Finding {

	@Override
	default Cause cause() {
		return Cause.FORWARDING;
	}

	/**
	 * A hop didn't send the context on.
	 *
	 * @param broken where the trace broke
	 * @param from the hop
	 * @param forwardIsSet whether its manifest says whether it forwards headers
	 */
	record NotForwarded(Break broken, Instance from, boolean forwardIsSet) implements Forwarding {

	}

	/**
	 * A service received a request in one trace, and its calls during it are in another.
	 *
	 * @param service the service
	 * @param called the services that it called
	 * @param renewed the format that the proxies renew, or {@code null} if it isn't known
	 */
	record CallsInNewTrace(String service, List<String> called, @Nullable ProxyFormat renewed) implements Forwarding {

	}

}
