package org.meshtrio.mesh.tracing;

import org.jspecify.annotations.Nullable;

/**
 * A Service of the cluster by its full name in the DNS.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record ServiceHost(String namespace, String name) {

	/**
	 * Takes a host apart.
	 * @param host such as {@code zipkin.istio-system.svc.cluster.local}, with a namespace
	 * and a slash before it or not, as a provider's {@code service} has it
	 * @return the Service, or {@code null} where it is another host
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
