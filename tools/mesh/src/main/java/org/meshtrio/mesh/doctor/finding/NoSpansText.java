package org.meshtrio.mesh.doctor.finding;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.doctor.finding.NoSpans.MissingService;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoReadyPod;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoSidecars;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoWaypoint;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoneInStore;
import org.meshtrio.mesh.doctor.finding.NoSpans.ProxiesMissing;
import org.meshtrio.mesh.doctor.finding.NoSpans.SpansDisabled;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnknownHost;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnusableProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.WrongPort;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.trace.text.Text;

/**
 * The findings of {@link NoSpans} in words.
 */
final class NoSpansText {

	private static final String MESH_CONFIG = "ConfigMap " + Installation.ROOT + "/istio";

	static final String EDIT = "kubectl edit configmap -n " + Installation.ROOT + " istio";

	private static final String SO = ", so the proxies make no spans";

	private NoSpansText() {
	}

	static FindingText of(NoSpans finding) {
		if (finding instanceof NoSidecars bare) {
			return noSidecars(bare.namespace());
		}
		if (finding instanceof NoWaypoint waypoint) {
			String namespace = Text.safe(waypoint.namespace());
			return new FindingText("services of namespace " + namespace + " use the waypoint "
					+ Text.safe(waypoint.name()) + " (istio.io/use-waypoint), which has no running pod",
					"namespace " + namespace,
					"kubectl get gateways.gateway.networking.k8s.io,events -n " + namespace
							+ " shows why; if an event says"
							+ " \"violates PodSecurity\", set the label pod-security.kubernetes.io/enforce of the"
							+ " namespace to baseline, because Istio sets no seccomp profile on a waypoint");
		}
		if (finding instanceof NoProvider none) {
			return noProvider(none);
		}
		if (finding instanceof UnusableProvider unusable) {
			return unusableProvider(unusable);
		}
		if (finding instanceof SpansDisabled disabled) {
			return new FindingText(disabled.by() + " turns the proxies' spans off (disableSpanReporting: true)",
					disabled.by().toString(), disabled.by().patch("remove", "disableSpanReporting", null));
		}
		if (finding instanceof NoneInStore none) {
			return noneInStore(none);
		}
		if (finding instanceof ProxiesMissing missing) {
			return proxiesMissing(missing);
		}
		return unreachable(finding);
	}

	private static FindingText noSidecars(String namespace) {
		return new FindingText("no pod of namespace " + namespace + " has a sidecar", "namespace " + namespace,
				"kubectl label namespace " + namespace + " istio-injection=enabled && kubectl rollout restart -n "
						+ namespace + " deployment");
	}

	private static FindingText noProvider(NoProvider none) {
		String what = none.by().isTelemetry()
				? none.by() + " names no tracing provider, and the mesh has no default one"
				: "no Telemetry with a tracing provider applies, and the mesh has no default one"
						+ " (defaultProviders.tracing)";
		String where = "namespace " + none.rootNamespace() + ", whose Telemetry applies to the whole mesh";
		String fix = none.defined().isEmpty()
				? "define a provider (meshConfig.extensionProviders of istio/install.yaml), then\n"
						+ telemetry(none.rootNamespace(), "NAME")
				: telemetry(none.rootNamespace(), none.defined().get(0));
		return new FindingText(what + SO, where, fix);
	}

	/** The Telemetry for the whole mesh, as a command. */
	static String telemetry(String rootNamespace, String provider) {
		return """
				kubectl apply -f - <<'END'
				apiVersion: telemetry.istio.io/v1
				kind: Telemetry
				metadata: {name: mesh-default, namespace: %s}
				spec:
				  tracing: [{providers: [{name: %s}], randomSamplingPercentage: 100}]
				END""".formatted(rootNamespace, provider);
	}

	private static FindingText unusableProvider(UnusableProvider unusable) {
		List<String> defined = unusable.defined();
		String what = "the provider " + Text.safe(unusable.provider()) + ", which " + unusable.by() + " names, "
				+ (unusable.isDefined() ? "isn't for tracing" : "isn't defined in the mesh configuration")
				+ " (tracing providers: " + (defined.isEmpty() ? "none" : Text.list(defined)) + ")" + SO;
		String where = unusable.by() + (unusable.by().isTelemetry() ? ", or " + MESH_CONFIG : "");
		if (defined.isEmpty()) {
			return new FindingText(what, where, "add it to extensionProviders, as in istio/install.yaml: " + EDIT);
		}
		return new FindingText(what, where,
				unusable.by().isTelemetry()
						? unusable.by().patch("replace", "providers/0/name", "\"" + defined.get(0) + "\"")
						: "set defaultProviders: {tracing: [" + defined.get(0) + "]} with " + EDIT);
	}

	private static FindingText unreachable(NoSpans finding) {
		if (finding instanceof UnknownHost unknown) {
			return unreachable(unknown.provider(), "the mesh doesn't know this host",
					"give the full name, NAME.NAMESPACE.svc.cluster.local, in " + unknown.provider().type()
							+ ".service, or a ServiceEntry for an outside host: " + EDIT);
		}
		if (finding instanceof MissingService missing) {
			return unreachable(missing.provider(), "there is no " + missing.service(),
					"start this trace store (Jaeger: kubectl apply -k k8s/addons), or name an existing Service in "
							+ missing.provider().type() + ".service: " + EDIT);
		}
		if (finding instanceof WrongPort wrong) {
			String ports = Text.list(wrong.ports().stream().map(String::valueOf).toList());
			return unreachable(wrong.provider(),
					wrong.service() + " has only the port" + ((wrong.ports().size() == 1) ? " " : "s ") + ports,
					"set the port that takes its format (usually " + wrong.provider().usualPort() + ") in "
							+ wrong.provider().type() + ".port: " + EDIT);
		}
		if (finding instanceof NoReadyPod noPod) {
			return new FindingText(reportsTo(noPod.provider()) + ", but " + noPod.service() + " has no ready pod",
					noPod.service().toString(),
					"start its pods: kubectl get pods -n " + noPod.service().namespace() + selector(noPod.selector()));
		}
		throw new IllegalArgumentException("no text for " + finding);
	}

	private static FindingText unreachable(Provider provider, String why, String fix) {
		return new FindingText(reportsTo(provider) + ", but " + why, place(provider), fix);
	}

	static String place(Provider provider) {
		return MESH_CONFIG + ", extensionProviders, " + provider.name();
	}

	private static String selector(Map<String, String> labels) {
		return labels.isEmpty() ? ""
				: " -l " + labels.entrySet()
					.stream()
					.map((label) -> label.getKey() + "=" + label.getValue())
					.collect(Collectors.joining(","));
	}

	private static FindingText noneInStore(NoneInStore none) {
		String of = none.onlyProxies() ? "any proxy for a request that was recorded"
				: "a request that should be recorded";
		return new FindingText(none.store() + " has no span of " + of + ", although " + reportTo(none.providers()),
				"the provider in " + MESH_CONFIG + ", or the store that is asked",
				"let the provider report to the store that you look at, or ask the other one with --store URL");
	}

	private static FindingText proxiesMissing(ProxiesMissing missing) {
		String services = Text.list(missing.services());
		return new FindingText(
				missing.store() + " has no span of the proxies of " + services
						+ " for a request that was recorded, although " + reportTo(missing.providers()),
				"the pods of " + services,
				"check that the pods have sidecars (kubectl get pods shows 2/2); if the provider changed less than a"
						+ " minute ago, try again, because a proxy may still use the old one");
	}

	private static String reportTo(List<ProviderInUse> providers) {
		return Text
			.list(providers.stream().map(ProviderInUse::provider).map(NoSpansText::reportsTo).distinct().toList());
	}

	static String reportsTo(Provider provider) {
		return "the provider " + provider.name() + " reports to " + Text.safe(ServiceHost.plain(provider.service()))
				+ ":" + provider.port();
	}

}
