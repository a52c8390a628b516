package org.meshtrio.mesh.doctor.finding;

import java.util.List;

import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.trace.diagnosis.Break;

/**
 * A service reads another trace context than the one that the proxies renew.
 */
public sealed interface Format extends Finding {

	@Override
	default Cause cause() {
		return Cause.FORMAT;
	}

	/**
	 * The context arrived at a hop, which doesn't read it.
	 *
	 * @param broken where the trace broke
	 * @param to the hop
	 * @param wanted the format that it should read
	 * @param consumeIsSet whether its manifest sets the formats that it reads
	 */
	record NotRead(Break broken, Instance to, ProxyFormat wanted, boolean consumeIsSet) implements Format {

	}

	/**
	 * A hop sent the context, and it didn't arrive at the next one.
	 *
	 * @param broken where the trace broke
	 * @param from the hop that sent it
	 * @param to the next hop
	 */
	record NotReadByProxies(Break broken, Instance from, Instance to) implements Format {

	}

	/**
	 * A hop reads a context that the proxies don't renew before the one that they do.
	 *
	 * @param hop the hop
	 * @param headers the headers that it reads first
	 * @param renewed the format that the proxies renew
	 * @param consumeIsSet whether its manifest sets the formats that it reads
	 */
	record StaleContextFirst(Instance hop, List<String> headers, ProxyFormat renewed,
			boolean consumeIsSet) implements Format {

	}

	/**
	 * A service's spans are in the trace of a context that the proxies don't renew.
	 *
	 * @param service the service
	 * @param renewed the format that the proxies renew
	 */
	record StaleContextUsed(String service, ProxyFormat renewed) implements Format {

	}

}
