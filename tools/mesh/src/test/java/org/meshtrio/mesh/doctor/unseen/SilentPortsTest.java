package org.meshtrio.mesh.doctor.unseen;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.admin.Upstream;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortNotHttp;
import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.model.Span;

import static org.assertj.core.api.Assertions.assertThat;

class SilentPortsTest {

	private static final ServiceHost STOCK = new ServiceHost("shop", "stock");

	private static final List<Upstream> CALLED = List.of(new Upstream(STOCK, 80, 1, 0, 1, 0));

	private final ShopMesh mesh = new ShopMesh();

	@Test
	void aPortToWhichAProxyOfTheRequestHasConnections() throws Exception {
		this.mesh.stockPort = "name: tcp";
		assertThat(findings(CALLED))
			.containsExactly(new PortNotHttp("stock", STOCK, 80, 0, new PortProtocol("tcp", "name: tcp"), "cart"));
	}

	@Test
	void aPortThatNobodyCalled() throws Exception {
		this.mesh.stockPort = "name: tcp";
		assertThat(findings(List.of(new Upstream(STOCK, 80, 0, 0, 0, 0)))).isEmpty();
		assertThat(findings(List.of(new Upstream(STOCK, 81, 1, 0, 1, 0)))).isEmpty();
	}

	@Test
	void aPortOfADatabase() throws Exception {
		this.mesh.stockPort = "name: redis";
		assertThat(findings(CALLED)).isEmpty();
	}

	@Test
	void aProxyThatMayNotBeAsked() throws Exception {
		this.mesh.stockPort = "name: tcp";
		assertThat(findings(null)).isEmpty();
	}

	@Test
	void aWorkloadThatLeftSpans() throws Exception {
		this.mesh.stockPort = "name: tcp";
		assertThat(new SilentPorts((pod) -> CALLED, this.mesh.state()).findings(List.of(span("cart"), span("stock"))))
			.isEmpty();
	}

	private List<Finding> findings(@Nullable List<Upstream> upstreams) throws ClusterException {
		return new SilentPorts((pod) -> pod.metadata().name().equals("cart-1") ? upstreams : List.of(),
				this.mesh.state())
			.findings(List.of(span("cart")));
	}

	private static Span span(String service) {
		return new Span("a".repeat(32), "1", null, service, "get", "SERVER", 1, 1, Map.of("component", "proxy"));
	}

}
