package org.meshtrio.mesh.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.istio.ServiceEntry;
import org.meshtrio.mesh.istio.Telemetry;
import org.meshtrio.mesh.object.ConfigMap;
import org.meshtrio.mesh.object.Deployment;
import org.meshtrio.mesh.object.EndpointSlice;
import org.meshtrio.mesh.object.Namespace;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;

/**
 * Everything in a cluster that decides about tracing, as it was at one moment.
 *
 * @param config the mesh configuration
 * @param telemetries the Telemetry objects of all namespaces
 * @param pods the pods of the services and of the ingress gateway
 * @param services the Services next to these pods, and those that tracing providers
 * report to
 * @param endpointSlices the EndpointSlices of these Services
 * @param hosts the hosts of all ServiceEntries
 * @param defaultSampling the percentage of requests that proxies sample if neither a
 * Telemetry nor the mesh configuration sets it
 * @param namespaces the namespaces of the pods
 * @param way what stands between the proxies and their collectors
 */
public record MeshState(MeshConfig config, List<Telemetry> telemetries, List<Pod> pods, List<Service> services,
		List<EndpointSlice> endpointSlices, Set<String> hosts, double defaultSampling, List<Namespace> namespaces,
		CollectorWay way) {

	/** istiod's own default, in percent. */
	private static final double DEFAULT_SAMPLING = 1;

	/**
	 * Reads the cluster.
	 * @param cluster the cluster
	 * @param namespace the namespace of the services
	 * @param gateway whether requests come in by the ingress gateway
	 * @return its state
	 * @throws ClusterException if something may not be read, or Istio is missing
	 */
	public static MeshState of(Cluster cluster, String namespace, boolean gateway) throws ClusterException {
		ConfigMap configMap = cluster.find(ConfigMap.class, "configmap", "-n", Installation.ROOT, "istio");
		if (configMap == null) {
			throw new ClusterException("the cluster of context " + cluster.context() + " has no ConfigMap istio in "
					+ Installation.ROOT + ": install Istio with istioctl install -f istio/install.yaml");
		}
		Namespace named = cluster.find(Namespace.class, "namespace", namespace);
		if (named == null) {
			throw new ClusterException("the cluster of context " + cluster.context() + " has no namespace " + namespace
					+ ": give the namespace of your services with --namespace");
		}
		MeshConfig config = MeshConfig.of(configMap);
		List<Pod> pods = new ArrayList<>(cluster.list(Pod.class, "pods", "-n", namespace));
		if (gateway) {
			pods.addAll(cluster.list(Pod.class, "pods", "-n", Installation.ROOT, "-l", "istio=ingressgateway"));
		}
		List<Service> collectors = new ArrayList<>();
		List<EndpointSlice> endpointSlices = new ArrayList<>();
		for (Provider provider : config.extensionProviders()) {
			ServiceHost host = ServiceHost.of(provider.service());
			Service service = (host != null)
					? cluster.find(Service.class, "service", "-n", host.namespace(), host.name()) : null;
			if (host != null && service != null) {
				collectors.add(service);
				endpointSlices.addAll(cluster.list(EndpointSlice.class, "endpointslices", "-n", host.namespace(), "-l",
						EndpointSlice.SERVICE + "=" + host.name()));
			}
		}
		List<Service> services = new ArrayList<>(cluster.list(Service.class, "services", "-n", namespace));
		services.addAll(collectors);
		return new MeshState(config, cluster.list(Telemetry.class, "telemetries.telemetry.istio.io", "-A"), pods,
				services, endpointSlices,
				hosts(cluster.list(ServiceEntry.class, "serviceentries.networking.istio.io", "-A")),
				sampling(cluster.list(Deployment.class, "deployments", "-n", Installation.ROOT, "-l", "app=istiod")),
				List.of(named), CollectorWay.of(cluster, collectors));
	}

	/**
	 * The same with the pods and Services of more namespaces.
	 * @param cluster the cluster
	 * @param namespaces the namespaces; those that were read already don't count
	 * @return the state
	 * @throws ClusterException if something may not be read
	 */
	public MeshState with(Cluster cluster, Collection<String> namespaces) throws ClusterException {
		Set<String> more = new LinkedHashSet<>(namespaces);
		this.pods.forEach((pod) -> more.remove(pod.metadata().namespace()));
		Ambient others = Ambient.of(cluster, more);
		return new MeshState(this.config, this.telemetries, both(this.pods, others.pods()),
				both(this.services, others.services()), this.endpointSlices, this.hosts, this.defaultSampling,
				both(this.namespaces, others.namespaces()), this.way);
	}

	private static <T> List<T> both(List<T> one, List<T> other) {
		return Stream.concat(one.stream(), other.stream()).toList();
	}

	/**
	 * Which pods are in ambient mode.
	 * @return those of the services
	 */
	public Ambient ambient() {
		return new Ambient(this.namespaces, this.pods, this.services);
	}

	/**
	 * The proxies of these pods, one for each workload.
	 * @return the proxies
	 */
	public Collection<Proxy> proxies() {
		return this.pods.stream()
			.filter(Proxy::isIn)
			.map(Proxy::of)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * The providers that apply.
	 * @return one for each that differs in something
	 */
	public List<ProviderInUse> providersInUse() {
		Set<ProviderInUse> inUse = new LinkedHashSet<>();
		for (AppliedTracing tracing : tracings()) {
			Provider provider = provider(tracing);
			if (provider != null) {
				inUse.add(new ProviderInUse(provider, tracing.effectiveSampling(this), tracing.providerBy()));
			}
		}
		return List.copyOf(inUse);
	}

	/**
	 * The trace context that the proxies renew.
	 * @return its format, or {@code null} if it isn't known, or not the same for all
	 */
	public @Nullable ProxyFormat format() {
		Set<@Nullable ProxyFormat> formats = new LinkedHashSet<>();
		for (AppliedTracing tracing : tracings()) {
			Provider provider = provider(tracing);
			formats.add((provider != null) ? provider.format() : null);
		}
		return (formats.size() == 1) ? formats.iterator().next() : null;
	}

	private List<AppliedTracing> tracings() {
		return proxies().stream().flatMap((proxy) -> AppliedTracing.of(this, proxy).stream()).toList();
	}

	private @Nullable Provider provider(AppliedTracing tracing) {
		return (tracing.provider() != null) ? this.config.provider(tracing.provider()) : null;
	}

	public String rootNamespace() {
		return Objects.requireNonNullElse(this.config.rootNamespace(), Installation.ROOT);
	}

	/**
	 * A Service that a provider may report to.
	 * @param host its namespace and name
	 * @return the Service, or {@code null} if there is none
	 */
	public @Nullable Service service(ServiceHost host) {
		return this.services.stream()
			.filter((service) -> service.metadata().namespace().equals(host.namespace())
					&& service.metadata().name().equals(host.name()))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Whether a Service has a pod that takes requests.
	 * @param host its namespace and name
	 * @return whether one of its endpoints is ready
	 */
	public boolean isReady(ServiceHost host) {
		return this.endpointSlices.stream()
			.filter((slice) -> slice.metadata().namespace().equals(host.namespace())
					&& slice.metadata().label(EndpointSlice.SERVICE).equals(host.name()))
			.anyMatch(EndpointSlice::hasReadyEndpoint);
	}

	/**
	 * An environment variable of a pod's application, as its manifest gives it.
	 * @param pod the pod's name
	 * @param variable the variable's name
	 * @return its value, or {@code null} if the manifest has none
	 */
	public @Nullable String variable(@Nullable String pod, String variable) {
		return this.pods.stream()
			.filter((candidate) -> candidate.metadata().name().equals(pod))
			.flatMap((candidate) -> candidate.spec().containers().stream())
			.map((container) -> container.value(variable))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static Set<String> hosts(List<ServiceEntry> serviceEntries) {
		return serviceEntries.stream()
			.flatMap((entry) -> entry.spec().hosts().stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static double sampling(List<Deployment> istiod) {
		return istiod.stream()
			.flatMap((deployment) -> deployment.spec().template().spec().containers().stream())
			.map((container) -> container.value("PILOT_TRACE_SAMPLING"))
			.filter(Objects::nonNull)
			.findFirst()
			.map(MeshState::percentage)
			.orElse(DEFAULT_SAMPLING);
	}

	private static double percentage(String text) {
		try {
			return Double.parseDouble(text);
		}
		catch (NumberFormatException ex) {
			return DEFAULT_SAMPLING;
		}
	}

}
