package org.meshtrio.mesh;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.PortForward;
import org.meshtrio.mesh.istio.Gateway;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * The ways into a mesh from this machine, until it is closed. They need only kubectl, no
 * load balancer and no DNS name.
 */
public final class MeshAccess implements AutoCloseable {

	/** The trio's URL in istio/gateway.yaml. */
	public static final String URL = "https://trio.example.com/service0";

	private final Cluster cluster;

	private final Deque<PortForward> forwards = new ArrayDeque<>();

	public MeshAccess(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * The URL of the trio in the current namespace, at the host of its Gateway. Without
	 * such a Gateway, or without Istio, it is {@link #URL}.
	 * @return the URL of its first service
	 * @throws ClusterException if the Gateway can't be read
	 */
	public URI trio() throws ClusterException {
		if (!this.cluster.has("customresourcedefinition", "gateways.networking.istio.io")) {
			return URI.create(URL);
		}
		Gateway gateway = this.cluster.find(Gateway.class, "gateways.networking.istio.io", "trio");
		List<String> hosts = (gateway != null) ? gateway.hosts() : List.of();
		return URI.create(hosts.isEmpty() ? URL : "https://" + hosts.get(0) + "/service0");
	}

	/**
	 * The way through the ingress gateway.
	 * @param target the URL to ask for
	 * @return where to connect to
	 * @throws ClusterException if no ingress gateway runs
	 */
	public ConnectTo gateway(URI target) throws ClusterException {
		if (!this.cluster.has("service", "-n", Installation.ROOT, "istio-ingressgateway")) {
			throw new ClusterException("the cluster of context " + this.cluster.context()
					+ " has no Service istio-ingressgateway in istio-system: install Istio with"
					+ " istioctl install -f istio/install.yaml");
		}
		int port = "https".equals(target.getScheme()) ? 443 : 80;
		return new ConnectTo(target.getHost(), forward("istio-ingressgateway", port));
	}

	/**
	 * The way to the trace store.
	 * @return its base URL
	 * @throws ClusterException if none runs
	 */
	public URI traceStore() throws ClusterException {
		if (!this.cluster.has("service", "-n", Installation.ROOT, "tracing")) {
			throw new ClusterException("there is no Service tracing in istio-system: start Jaeger with"
					+ " kubectl apply -k k8s/addons, or name your trace store with --store URL");
		}
		return base(URI.create("http://127.0.0.1:" + forward("tracing", 80)));
	}

	/** Istio's own Jaeger sample serves everything under /jaeger. */
	static URI base(URI root) {
		URI sample = root.resolve("/jaeger");
		try {
			TraceStore.at(sample);
			return sample;
		}
		catch (TraceStoreException ex) {
			return root;
		}
	}

	private int forward(String service, int port) throws ClusterException {
		PortForward forward = this.cluster.forward(Installation.ROOT, "service/" + service, port);
		this.forwards.add(forward);
		return forward.port();
	}

	@Override
	public void close() {
		this.forwards.forEach(PortForward::close);
	}

}
