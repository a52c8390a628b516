package org.meshtrio.mesh.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.AppliedTracing;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.Proxy;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.mesh.tracing.TracingSource;
import org.meshtrio.trace.text.Text;

/**
 * What the configuration of a mesh alone tells: whether the proxies make spans, where
 * they report them, and of how many requests.
 */
public final class ConfigCheck {

	private static final String MESH_CONFIG = "ConfigMap istio-system/istio";

	private static final String EDIT = "kubectl edit configmap -n istio-system istio";

	private final MeshState state;

	private final Collection<Proxy> proxies;

	/**
	 * Takes the mesh.
	 * @param state its state
	 */
	public ConfigCheck(MeshState state) {
		this.state = state;
		this.proxies = state.proxies();
	}

	/**
	 * What is wrong.
	 * @return the findings of the first cause that there is, none where all is well
	 */
	public List<Finding> findings() {
		Set<String> bare = bareNamespaces();
		if (!bare.isEmpty()) {
			String namespace = bare.iterator().next();
			return List.of(new Finding(Cause.NO_SPANS, "no pod of namespace " + namespace + " has a sidecar",
					"namespace " + namespace, "kubectl label namespace " + namespace
							+ " istio-injection=enabled && kubectl rollout restart -n " + namespace + " deployment"));
		}
		List<Finding> spans = forEachProxy(this::noSpans);
		return spans.isEmpty() ? forEachProxy(this::fewSpans) : spans;
	}

	/** The namespaces with pods and without a single proxy. */
	private Set<String> bareNamespaces() {
		Set<String> bare = new LinkedHashSet<>();
		this.state.pods().forEach((pod) -> bare.add(pod.metadata().namespace()));
		this.proxies.forEach((proxy) -> bare.remove(proxy.namespace()));
		// The gateways' own.
		bare.remove(this.state.rootNamespace());
		return bare;
	}

	/**
	 * The context that the proxies renew.
	 * @return its format, or {@code null} where it is not known, or not the same for all
	 */
	public @Nullable ProxyFormat format() {
		Set<@Nullable ProxyFormat> formats = new LinkedHashSet<>();
		for (AppliedTracing tracing : tracings()) {
			Provider provider = provider(tracing);
			formats.add((provider != null) ? provider.format() : null);
		}
		return (formats.size() == 1) ? formats.iterator().next() : null;
	}

	/**
	 * What applies, for people.
	 * @return such as {@code provider otel at 100 %, by Telemetry
	 * istio-system/mesh-default}, one for each that differs
	 */
	public List<String> summary() {
		Set<String> lines = new LinkedHashSet<>();
		for (AppliedTracing tracing : tracings()) {
			Provider provider = provider(tracing);
			if (provider != null) {
				lines.add("provider " + provider.name() + " at " + percent(sampling(tracing)) + " to "
						+ ServiceHost.plain(provider.service()) + ":" + provider.port() + ", by "
						+ tracing.providerBy());
			}
		}
		return List.copyOf(lines);
	}

	/**
	 * The places that the providers in use report to.
	 * @return such as {@code provider otel reports to
	 * zipkin.istio-system.svc.cluster.local:9411}
	 */
	String collectors() {
		return Text.list(tracings().stream()
			.map(this::provider)
			.filter(Objects::nonNull)
			.map((provider) -> "provider " + provider.name() + " reports to " + ServiceHost.plain(provider.service())
					+ ":" + provider.port())
			.distinct()
			.toList());
	}

	private List<AppliedTracing> tracings() {
		return this.proxies.stream().flatMap((proxy) -> AppliedTracing.of(this.state, proxy).stream()).toList();
	}

	private @Nullable Provider provider(AppliedTracing tracing) {
		return (tracing.provider() != null) ? this.state.config().provider(tracing.provider()) : null;
	}

	/** Findings that are about all proxies alike are one. */
	private List<Finding> forEachProxy(Function<AppliedTracing, @Nullable Finding> check) {
		Map<Finding, Set<String>> found = new LinkedHashMap<>();
		for (Proxy proxy : this.proxies) {
			for (AppliedTracing tracing : AppliedTracing.of(this.state, proxy)) {
				Finding finding = check.apply(tracing);
				if (finding != null) {
					found.computeIfAbsent(finding, (key) -> new LinkedHashSet<>()).add(proxy.name());
				}
			}
		}
		long all = this.proxies.stream().map(Proxy::name).distinct().count();
		List<Finding> findings = new ArrayList<>();
		found.forEach((finding,
				names) -> findings.add((names.size() == all) ? finding
						: new Finding(finding.cause(),
								"for the proxies of " + Text.list(List.copyOf(names)) + ", " + finding.what(),
								finding.where(), finding.mend())));
		return findings;
	}

	private @Nullable Finding noSpans(AppliedTracing tracing) {
		if (tracing.provider() == null) {
			// Before the Telemetry API the mesh configuration set everything.
			return this.state.config().isTracedByProxyConfig() ? null : noProvider(tracing);
		}
		Provider provider = provider(tracing);
		if (provider == null || !provider.isForTracing()) {
			return wrongProvider(tracing, provider);
		}
		if (tracing.disabledBy() != null) {
			return new Finding(Cause.NO_SPANS,
					tracing.disabledBy() + " turns the proxies' spans off" + " (disableSpanReporting: true)",
					tracing.disabledBy().toString(),
					tracing.disabledBy().patch("remove", "disableSpanReporting", null));
		}
		return unreachable(provider);
	}

	private Finding noProvider(AppliedTracing tracing) {
		String what = tracing.samplingBy().isTelemetry()
				? tracing.samplingBy() + " names no tracing provider, and the mesh has no default one"
				: "no Telemetry with a tracing provider applies, and the mesh has no default one"
						+ " (defaultProviders.tracing)";
		List<String> names = tracingProviders();
		String where = "namespace " + this.state.rootNamespace() + ", whose Telemetry is that of the whole mesh";
		if (names.isEmpty()) {
			return new Finding(Cause.NO_SPANS, what + ", so the proxies make no spans", where,
					"define a provider (meshConfig.extensionProviders of istio/install.yaml), then\n"
							+ telemetry("NAME"));
		}
		return new Finding(Cause.NO_SPANS, what + ", so the proxies make no spans", where, telemetry(names.get(0)));
	}

	private String telemetry(String provider) {
		return """
				kubectl apply -f - <<'END'
				apiVersion: telemetry.istio.io/v1
				kind: Telemetry
				metadata: {name: mesh-default, namespace: %s}
				spec:
				  tracing: [{providers: [{name: %s}], randomSamplingPercentage: 100}]
				END""".formatted(this.state.rootNamespace(), provider);
	}

	private Finding wrongProvider(AppliedTracing tracing, @Nullable Provider provider) {
		List<String> names = tracingProviders();
		String name = Text.safe(String.valueOf(tracing.provider()));
		String what = "the provider " + name + ", which " + tracing.providerBy() + " names, is "
				+ ((provider != null) ? "not one for tracing" : "not defined in the mesh configuration")
				+ (names.isEmpty() ? ", which has none" : ", which has " + Text.list(names))
				+ ", so the proxies make no spans";
		String mend;
		if (names.isEmpty()) {
			mend = "add it to extensionProviders, as in istio/install.yaml: " + EDIT;
		}
		else if (tracing.providerBy().isTelemetry()) {
			mend = tracing.providerBy().patch("replace", "providers/0/name", "\"" + names.get(0) + "\"");
		}
		else {
			mend = "defaultProviders: {tracing: [" + names.get(0) + "]} by " + EDIT;
		}
		return new Finding(Cause.NO_SPANS, what,
				tracing.providerBy() + (tracing.providerBy().isTelemetry() ? ", or " + MESH_CONFIG : ""), mend);
	}

	private List<String> tracingProviders() {
		return this.state.config()
			.extensionProviders()
			.stream()
			.filter(Provider::isForTracing)
			.map(Provider::name)
			.toList();
	}

	private @Nullable Finding unreachable(Provider provider) {
		String host = ServiceHost.plain(provider.service());
		ServiceHost service = ServiceHost.of(host);
		String to = "the provider " + provider.name() + " reports to " + Text.safe(host) + ":" + provider.port();
		String where = MESH_CONFIG + ", extensionProviders, " + provider.name();
		if (service == null) {
			return this.state.hosts().contains(host) ? null
					: new Finding(Cause.NO_SPANS, to + ", and the mesh knows no such host", where,
							"give the full name, NAME.NAMESPACE.svc.cluster.local, in " + provider.type()
									+ ".service, or a ServiceEntry for an outside host: " + EDIT);
		}
		Service object = this.state.service(service);
		if (object == null) {
			return new Finding(Cause.NO_SPANS, to + ", and there is no " + service, where,
					"start the trace store that it is to be (Jaeger: kubectl apply -k k8s/addons), or name the"
							+ " Service that is there in " + provider.type() + ".service: " + EDIT);
		}
		List<Integer> ports = object.spec().ports().stream().map(Service.Port::port).toList();
		if (!ports.contains(provider.port())) {
			return new Finding(Cause.NO_SPANS,
					to + ", and " + service + " has only port "
							+ Text.list(ports.stream().map(String::valueOf).toList()),
					where, "write the port that takes its format (" + provider.usualPort() + " usually) in "
							+ provider.type() + ".port: " + EDIT);
		}
		if (!object.spec().type().equals("ExternalName") && !this.state.isReady(service)) {
			return new Finding(Cause.NO_SPANS, to + ", and " + service + " has no ready pod behind it",
					service.toString(),
					"start its pods: kubectl get pods -n " + service.namespace() + selector(object));
		}
		return null;
	}

	private static String selector(Service service) {
		List<String> labels = new ArrayList<>();
		service.spec().selector().forEach((key, value) -> labels.add(key + "=" + value));
		return labels.isEmpty() ? "" : " -l " + String.join(",", labels);
	}

	private @Nullable Finding fewSpans(AppliedTracing tracing) {
		double sampling = sampling(tracing);
		if (sampling >= 100) {
			return null;
		}
		TracingSource by = tracing.samplingBy().isTelemetry() ? tracing.samplingBy() : tracing.providerBy();
		String what = "only " + percent(sampling) + " of the requests are recorded, "
				+ ((tracing.sampling() != null) ? "as " + by + " says (randomSamplingPercentage)"
						: "the default here, because no Telemetry sets randomSamplingPercentage")
				+ ", and the others leave no span";
		return new Finding(Cause.SAMPLING, what, by.toString(), by.isTelemetry()
				? by.patch("add", "randomSamplingPercentage", "100") : telemetry(String.valueOf(tracing.provider())));
	}

	private double sampling(AppliedTracing tracing) {
		Provider provider = provider(tracing);
		if (provider != null && provider.hasSampler()) {
			return 100;
		}
		if (tracing.sampling() != null) {
			return tracing.sampling();
		}
		MeshConfig.Tracing mesh = this.state.config().defaultConfig().tracing();
		return (mesh != null && mesh.sampling() != null) ? mesh.sampling() : this.state.defaultSampling();
	}

	private static String percent(double share) {
		return ((share == Math.rint(share)) ? String.valueOf((long) share) : String.format(Locale.ROOT, "%s", share))
				+ " %";
	}

}
