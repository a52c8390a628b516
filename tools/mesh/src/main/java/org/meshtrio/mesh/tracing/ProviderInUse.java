package org.meshtrio.mesh.tracing;

import org.meshtrio.mesh.istio.Provider;

/**
 * A provider that applies to some proxies.
 *
 * @param provider the provider
 * @param sampling how many of 100 requests they record
 * @param by what names the provider
 */
public record ProviderInUse(Provider provider, double sampling, TracingSource by) {

}
