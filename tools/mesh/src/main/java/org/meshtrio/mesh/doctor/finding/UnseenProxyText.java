package org.meshtrio.mesh.doctor.finding;

import org.meshtrio.mesh.doctor.finding.UnseenProxy.NoSidecar;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortExcluded;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.PortNotHttp;
import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.trace.text.Text;

/**
 * The findings of {@link UnseenProxy} in words.
 */
final class UnseenProxyText {

	private UnseenProxyText() {
	}

	static FindingText of(UnseenProxy finding) {
		if (finding instanceof NoSidecar bare) {
			return noSidecar(bare);
		}
		return (finding instanceof PortNotHttp port) ? portNotHttp(port) : excluded((PortExcluded) finding);
	}

	private static FindingText noSidecar(NoSidecar bare) {
		String restart = "kubectl rollout restart -n " + bare.namespace() + " deployment";
		return switch (bare.reason()) {
			case REFUSED_BY_POD -> noSidecar(bare, "its pod says sidecar.istio.io/inject: false",
					"remove sidecar.istio.io/inject from the labels and annotations of its pod template");
			case HOST_NETWORK -> noSidecar(bare, "Istio adds none to a pod with hostNetwork: true",
					"remove hostNetwork from its pod template");
			case NAMESPACE -> noSidecar(bare, "its pod started without one", "kubectl label --overwrite namespace "
					+ bare.namespace() + " istio-injection=enabled && " + restart);
		};
	}

	private static FindingText noSidecar(NoSidecar bare, String why, String fix) {
		return new FindingText(reached(bare.workload()) + ", which has no sidecar, because " + why,
				"pod " + bare.pod() + " in namespace " + bare.namespace(), fix);
	}

	private static FindingText portNotHttp(PortNotHttp port) {
		PortProtocol protocol = port.protocol();
		String where = "port " + port.port() + " of " + port.service();
		String reached = port.caller().isEmpty()
				? reached(port.workload()) + ", and its proxy made no span of it, because " + where + " declares "
						+ protocol.name() + " (" + protocol.declaredBy() + ")"
				: "the proxy of " + Text.safe(port.caller()) + " opens connections to " + port.service()
						+ ", and no proxy makes spans of the requests in them, because its port " + port.port()
						+ " declares " + protocol.name() + " (" + protocol.declaredBy() + ")";
		if (protocol.isTls()) {
			return new FindingText(reached + ", so the proxies can't read the requests", where,
					"call it by plain http:// at a port that declares http, and leave the encryption to the proxies");
		}
		return new FindingText(reached, where,
				"kubectl patch service -n " + port.service().namespace() + " " + port.service().name()
						+ " --type json -p '[{\"op\": \"add\", \"path\": \"/spec/ports/" + port.index()
						+ "/appProtocol\", \"value\": \"http\"}]'");
	}

	private static FindingText excluded(PortExcluded port) {
		return new FindingText(
				reached(port.workload()) + ", and its proxy made no span of it, because the annotation "
						+ port.annotation() + ": \"" + Text.safe(port.value()) + "\" leads port " + port.port()
						+ " past the sidecar",
				"the pods of " + Text.safe(port.workload()) + " in namespace " + port.namespace(),
				"remove the annotation from the pod template, or change its ports");
	}

	private static String reached(String workload) {
		return "the request reached " + Text.safe(workload);
	}

}
