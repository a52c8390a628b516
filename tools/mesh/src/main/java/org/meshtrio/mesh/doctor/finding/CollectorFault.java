package org.meshtrio.mesh.doctor.finding;

import java.util.List;

import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.object.ObjectName;
import org.meshtrio.mesh.tracing.ServiceHost;

/**
 * The proxies make spans, and something on the way keeps them from the collector.
 */
public sealed interface CollectorFault extends Finding {

	@Override
	default Cause cause() {
		return Cause.NO_SPANS;
	}

	/**
	 * A DestinationRule asks for mutual TLS, and the collector has no sidecar to end it.
	 *
	 * @param provider the provider
	 * @param service the collector's Service
	 * @param rule the DestinationRule
	 * @param path where it asks for it, as the path of a JSON patch
	 * @param wildcard whether the rule is for more hosts than the collector's
	 */
	record MutualTlsToPlain(Provider provider, ServiceHost service, ObjectName rule, String path,
			boolean wildcard) implements CollectorFault {
	}

	/**
	 * A DestinationRule turns TLS off, and the collector's sidecar insists on it.
	 *
	 * @param provider the provider
	 * @param service the collector's Service
	 * @param rule the DestinationRule
	 * @param path where it turns it off, as the path of a JSON patch
	 * @param wildcard whether the rule is for more hosts than the collector's
	 * @param peer the PeerAuthentication that insists on it
	 */
	record PlainToStrict(Provider provider, ServiceHost service, ObjectName rule, String path, boolean wildcard,
			ObjectName peer) implements CollectorFault {
	}

	/**
	 * The collector's sidecar allows no request at all.
	 *
	 * @param provider the provider
	 * @param service the collector's Service
	 * @param policy the AuthorizationPolicy
	 * @param port the port of the collector's pods
	 */
	record NoneAllowed(Provider provider, ServiceHost service, ObjectName policy, int port) implements CollectorFault {
	}

	/**
	 * The name of the port says that it takes another format.
	 *
	 * @param provider the provider
	 * @param service the collector's Service
	 * @param portName the name of the port
	 */
	record OtherFormat(Provider provider, ServiceHost service, String portName) implements CollectorFault {
	}

	/**
	 * The proxies themselves count that their reports don't arrive.
	 *
	 * @param provider the provider
	 * @param proxies the names of the proxies
	 * @param requests how many reports they sent during the last request
	 * @param failed how many of them got an error or no answer
	 * @param connectionsFailed how many connections they couldn't open for them
	 * @param suspects the objects that may be the reason
	 */
	record ReportsLost(Provider provider, List<String> proxies, long requests, long failed, long connectionsFailed,
			List<ObjectName> suspects) implements CollectorFault {

		/**
		 * Copies the lists.
		 */
		public ReportsLost {
			proxies = List.copyOf(proxies);
			suspects = List.copyOf(suspects);
		}

	}

}
