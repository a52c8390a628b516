package org.meshtrio.mesh.doctor.finding;

import java.util.List;
import java.util.Map;

import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.mesh.tracing.TracingSource;

/**
 * The proxies make no spans, or none of them arrives in the store.
 */
public sealed interface NoSpans extends Finding {

	@Override
	default Cause cause() {
		return Cause.NO_SPANS;
	}

	/**
	 * A namespace has pods, but no proxy.
	 *
	 * @param namespace its name
	 */
	record NoSidecars(String namespace) implements NoSpans {

	}

	/**
	 * Services in ambient mode use a waypoint that doesn't run.
	 *
	 * @param namespace the waypoint's namespace
	 * @param name its name
	 */
	record NoWaypoint(String namespace, String name) implements NoSpans {

	}

	/**
	 * No tracing provider applies.
	 *
	 * @param by the Telemetry that applies and names none, or the mesh configuration
	 * @param defined the tracing providers that are defined
	 * @param rootNamespace the namespace whose Telemetry applies to the whole mesh
	 */
	record NoProvider(TracingSource by, List<String> defined, String rootNamespace) implements NoSpans {

	}

	/**
	 * The provider that applies isn't defined, or isn't for tracing.
	 *
	 * @param provider its name
	 * @param by what names it
	 * @param isDefined whether it is defined
	 * @param defined the tracing providers that are defined
	 */
	record UnusableProvider(String provider, TracingSource by, boolean isDefined,
			List<String> defined) implements NoSpans {

	}

	/**
	 * A Telemetry turns the spans off.
	 *
	 * @param by the Telemetry
	 */
	record SpansDisabled(TracingSource by) implements NoSpans {

	}

	/**
	 * The mesh doesn't know the host that the provider reports to.
	 *
	 * @param provider the provider
	 */
	record UnknownHost(Provider provider) implements NoSpans {

	}

	/**
	 * The Service that the provider reports to doesn't exist.
	 *
	 * @param provider the provider
	 * @param service the Service
	 */
	record MissingService(Provider provider, ServiceHost service) implements NoSpans {

	}

	/**
	 * The Service that the provider reports to doesn't have its port.
	 *
	 * @param provider the provider
	 * @param service the Service
	 * @param ports the ports that it has
	 */
	record WrongPort(Provider provider, ServiceHost service, List<Integer> ports) implements NoSpans {

	}

	/**
	 * The Service that the provider reports to has no ready pod.
	 *
	 * @param provider the provider
	 * @param service the Service
	 * @param selector the labels of its pods
	 */
	record NoReadyPod(Provider provider, ServiceHost service, Map<String, String> selector) implements NoSpans {

	}

	/**
	 * The store has no span of any proxy, although the configuration is good.
	 *
	 * @param store what the store is called
	 * @param providers the providers in use
	 * @param onlyProxies whether it has spans of applications
	 */
	record NoneInStore(String store, List<ProviderInUse> providers, boolean onlyProxies) implements NoSpans {

	}

	/**
	 * The store has spans of some proxies only.
	 *
	 * @param services the services whose proxies are missing
	 * @param store what the store is called
	 * @param providers the providers in use
	 */
	record ProxiesMissing(List<String> services, String store, List<ProviderInUse> providers) implements NoSpans {

	}

}
