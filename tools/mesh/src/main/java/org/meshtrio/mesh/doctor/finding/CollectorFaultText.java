package org.meshtrio.mesh.doctor.finding;

import org.meshtrio.mesh.doctor.finding.CollectorFault.MutualTlsToPlain;
import org.meshtrio.mesh.doctor.finding.CollectorFault.NoneAllowed;
import org.meshtrio.mesh.doctor.finding.CollectorFault.OtherFormat;
import org.meshtrio.mesh.doctor.finding.CollectorFault.PlainToStrict;
import org.meshtrio.mesh.doctor.finding.CollectorFault.ReportsLost;
import org.meshtrio.mesh.object.ObjectName;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.text.Text;

/**
 * The findings of {@link CollectorFault} in words.
 */
final class CollectorFaultText {

	private CollectorFaultText() {
	}

	static FindingText of(CollectorFault finding) {
		if (finding instanceof MutualTlsToPlain mutual) {
			return new FindingText(
					NoSpansText.reportsTo(mutual.provider()) + ", and " + mutual.rule()
							+ " has the proxies use Istio's mutual TLS there, but the pods of " + mutual.service()
							+ " have no sidecar, so no report arrives",
					mutual.rule().toString(),
					tls(mutual.rule(), mutual.service(), mutual.path(), mutual.wildcard(), "DISABLE"));
		}
		if (finding instanceof PlainToStrict plain) {
			return new FindingText(
					NoSpansText.reportsTo(plain.provider()) + ", and " + plain.rule()
							+ " has the proxies use plain text there, but " + plain.peer()
							+ " has the sidecars of this Service refuse it (STRICT), so no report arrives",
					plain.rule().toString(),
					tls(plain.rule(), plain.service(), plain.path(), plain.wildcard(), "ISTIO_MUTUAL"));
		}
		if (finding instanceof NoneAllowed none) {
			return new FindingText(
					NoSpansText.reportsTo(none.provider()) + ", but " + none.policy()
							+ " allows no request to the pods of " + none.service() + ", so no report arrives",
					none.policy().toString(),
					"add a rule for port " + none.port() + " to it, for example with kubectl patch"
							+ " authorizationpolicies.security.istio.io -n " + none.policy().namespace() + " "
							+ none.policy().name()
							+ " --type merge -p '{\"spec\": {\"rules\": [{\"to\": [{\"operation\": {\"ports\": [\""
							+ none.port() + "\"]}}]}]}}'");
		}
		if (finding instanceof OtherFormat other) {
			return new FindingText(
					NoSpansText.reportsTo(other.provider()) + ", but the name of that port of " + other.service()
							+ " is " + Text.safe(other.portName()) + ", which isn't the format of "
							+ other.provider().type(),
					NoSpansText.place(other.provider()),
					"set the port that takes its format (usually " + other.provider().usualPort() + ") in "
							+ other.provider().type() + ".port: " + NoSpansText.EDIT);
		}
		return lost((ReportsLost) finding);
	}

	/** An exact host comes before the rule's wildcard. */
	private static String tls(ObjectName rule, ServiceHost service, String path, boolean wildcard, String mode) {
		if (!wildcard) {
			return "kubectl patch destinationrules.networking.istio.io -n " + rule.namespace() + " " + rule.name()
					+ " --type json -p '[{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": {\"mode\": \""
					+ mode + "\"}}]'";
		}
		return """
				kubectl apply -f - <<'END'
				apiVersion: networking.istio.io/v1
				kind: DestinationRule
				metadata: {name: %s-tls, namespace: %s}
				spec: {host: %s.%s.svc.cluster.local, trafficPolicy: {tls: {mode: %s}}}
				END""".formatted(service.name(), rule.namespace(), service.name(), service.namespace(), mode);
	}

	private static FindingText lost(ReportsLost lost) {
		String counted = (lost.connectionsFailed() > 0)
				? Text.count((int) Math.min(lost.connectionsFailed(), Integer.MAX_VALUE), "connection") + " failed"
				: lost.failed() + " of " + Text.count((int) Math.min(lost.requests(), Integer.MAX_VALUE), "report")
						+ " failed";
		boolean suspected = !lost.suspects().isEmpty();
		String suspects = Text.list(lost.suspects().stream().map(ObjectName::toString).toList());
		return new FindingText(
				NoSpansText.reportsTo(lost.provider()) + ", but the proxies of " + Text.list(lost.proxies())
						+ " count that it doesn't arrive (" + counted + " during the last request)"
						+ (suspected ? "; " + suspects + " may be the reason" : ""),
				suspected ? suspects : NoSpansText.place(lost.provider()),
				"look at what the collector accepts: its TLS, its port, its AuthorizationPolicies and NetworkPolicies;"
						+ " the proxy's log names the error after istioctl proxy-config log POD --level"
						+ " connection:debug,upstream:debug");
	}

}
