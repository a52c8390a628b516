package org.meshtrio.mesh.tracing;

import org.jspecify.annotations.Nullable;

/**
 * A Service of the cluster, which its full DNS name identifies.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ServiceHost(String namespace, String name) {

	/**
	 * Parses a host name.
	 * @param host such as {@code zipkin.istio-system.svc.cluster.local}; a provider's
	 * {@code service} may have a namespace and a slash before it
	 * @return the Service, or {@code null} if it is another host
	 */
	public static @Nullable ServiceHost of(String host) {
		String[] labels = plain(host).split("\\.");
		return (labels.length > 3 && labels[2].equals("svc")) ? new ServiceHost(labels[1], labels[0]) : null;
	}

	public static String plain(String host) {
		return host.substring(host.indexOf('/') + 1);
	}

	@Override
	public String toString() {
		return "Service " + this.namespace + "/" + this.name;
	}

}
