package org.meshtrio.mesh.doctor.config;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.MissingService;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoReadyPod;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnknownHost;
import org.meshtrio.mesh.doctor.finding.NoSpans.WrongPort;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;

/**
 * Whether a provider reports to a place that takes its spans.
 */
final class ProviderCheck {

	private final MeshState state;

	private final Provider provider;

	ProviderCheck(MeshState state, Provider provider) {
		this.state = state;
		this.provider = provider;
	}

	@Nullable Finding finding(Proxy proxy) {
		String host = ServiceHost.plain(this.provider.service());
		ServiceHost serviceHost = ServiceHost.of(host);
		if (serviceHost == null) {
			return this.state.hosts().contains(host) ? null : new UnknownHost(this.provider);
		}
		Service service = this.state.service(serviceHost);
		if (service == null) {
			return new MissingService(this.provider, serviceHost);
		}
		List<Integer> ports = service.spec().ports().stream().map(Service.Port::port).toList();
		if (!ports.contains(this.provider.port())) {
			return new WrongPort(this.provider, serviceHost, ports);
		}
		// An ExternalName has no pods here.
		if (!service.spec().type().equals("ExternalName") && !this.state.isReady(serviceHost)) {
			return new NoReadyPod(this.provider, serviceHost, service.spec().selector());
		}
		return new WayCheck(this.state, this.provider, serviceHost, service).fault(proxy);
	}

}
