package org.meshtrio.mesh;

/**
 * An installation of the trio on a mesh. Its names derive from its namespace, so several
 * installations can share one ingress gateway.
 *
 * @param namespace the namespace of its pods
 */
public record Installation(String namespace) {

	/** Istio's own namespace, with the gateway, the trace store and the certificates. */
	public static final String ROOT = "istio-system";

	/**
	 * The host at which the ingress gateway serves it.
	 * @return {@code trio.example.com} for the namespace {@code trio}
	 */
	public String host() {
		return this.namespace + ".example.com";
	}

	/**
	 * The name of the secret with the host's certificate, in {@link #ROOT}.
	 * @return {@code trio-example-com} for the namespace {@code trio}
	 */
	public String secret() {
		return this.namespace + "-example-com";
	}

	public String url() {
		return "https://" + host() + "/service0";
	}

}
