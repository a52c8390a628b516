package org.meshtrio.mesh.doctor.unseen;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.ProxiesMissing;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.NoSidecar;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortExcluded;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortNotHttp;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.SidecarObstacle;
import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.diagnosis.UnseenHop;

import static org.assertj.core.api.Assertions.assertThat;

class UnseenCheckTest {

	private static final UnseenHop CALLED = new UnseenHop("stock", "shop", true);

	private static final UnseenHop NAMED = new UnseenHop("stock", "", false);

	private final ShopMesh mesh = new ShopMesh();

	@Test
	void aPortThatDeclaresTcp() {
		this.mesh.stockPort = "name: tcp";
		assertThat(findings(NAMED)).containsExactly(new PortNotHttp("stock", new ServiceHost("shop", "stock"), 80, 0,
				new PortProtocol("tcp", "name: tcp"), ""));
	}

	@Test
	void aWorkloadThatTwoSpansShowIsNamedOnce() {
		this.mesh.stockPort = "name: web, appProtocol: tls";
		assertThat(findings(CALLED, NAMED)).containsExactly(new PortNotHttp("stock", new ServiceHost("shop", "stock"),
				80, 0, new PortProtocol("tls", "appProtocol: tls"), ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { ", sidecar.istio.io/inject: 'false'}} | | REFUSED_BY_POD",
					"}, annotations: {sidecar.istio.io/inject: 'false'}} | | REFUSED_BY_POD",
					"'' | , hostNetwork: true | HOST_NETWORK", "'' | | NAMESPACE" })
	void noSidecar(String metadata, String spec, SidecarObstacle obstacle) {
		this.mesh.stockPod = metadata;
		this.mesh.stockSpec = (spec != null) ? spec : "";
		this.mesh.stockHasProxy = false;
		assertThat(findings(CALLED)).containsExactly(new NoSidecar("stock", "stock-1", "shop", obstacle));
	}

	@ParameterizedTest
	@CsvSource({ "excludeInboundPorts, '9090, 8080'", "includeInboundPorts, 9090" })
	void aPortThatIsLedPastTheSidecar(String annotation, String ports) {
		this.mesh.stockPod = "}, annotations: {traffic.sidecar.istio.io/" + annotation + ": '" + ports + "'}}";
		assertThat(findings(CALLED))
			.containsExactly(new PortExcluded("stock", "shop", 8080, "traffic.sidecar.istio.io/" + annotation, ports));
	}

	@ParameterizedTest
	@CsvSource({ "excludeInboundPorts, 9090", "includeInboundPorts, '*'", "includeInboundPorts, 8080" })
	void anAnnotationAboutOtherPortsIsNoReason(String annotation, String ports) {
		this.mesh.stockPod = "}, annotations: {traffic.sidecar.istio.io/" + annotation + ": '" + ports + "'}}";
		assertThat(findings(CALLED)).hasOnlyElementsOfType(ProxiesMissing.class);
	}

	@Test
	void inAmbientModeNoSidecarIsExpected() {
		this.mesh.stockHasProxy = false;
		this.mesh.namespaceLabels = "istio.io/dataplane-mode: ambient";
		assertThat(findings(CALLED, NAMED)).isEmpty();
	}

	@Test
	void withoutAReasonItIsStillNamed() {
		assertThat(findings(CALLED, new UnseenHop("price", "", false))).containsExactly(
				new ProxiesMissing(List.of("stock", "price"), "Jaeger", this.mesh.state().providersInUse()));
	}

	private List<Finding> findings(UnseenHop... hops) {
		return new UnseenCheck(this.mesh.state(), "Jaeger").findings(List.of(hops));
	}

}
