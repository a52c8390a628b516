package org.meshtrio.mesh;

/**
 * Where a trio is on a mesh. Everything else follows from its namespace, so that several
 * can share one ingress gateway.
 *
 * @param namespace the namespace of its pods
 */
public record Installation(String namespace) {

	/** Istio's own namespace, with the gateway, the trace store and the certificates. */
	public static final String ROOT = "istio-system";

	/**
	 * The host that the ingress gateway has it under.
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
