package org.meshtrio.mesh.istio;

/**
 * What this project knows of Istio's versions: since which one something that it uses is
 * there. The versions that it was run with are in {@code docs/verified.md}.
 */
public enum IstioVersions {

	/**
	 * The API version {@code v1} of Telemetry, Gateway, VirtualService and others, which
	 * the manifests use.
	 * @see <a href="https://istio.io/latest/blog/2024/v1-apis/">Introducing the Istio v1
	 * APIs</a>
	 */
	V1_APIS("1.22"),

	/**
	 * Sidecars are init containers that start before the service and stop after it, if
	 * Kubernetes is 1.33 or newer.
	 * @see <a href="https://istio.io/latest/news/releases/1.27.x/announcing-1.27/">Istio
	 * 1.27</a>
	 */
	NATIVE_SIDECARS("1.27"),

	/**
	 * A gateway makes two spans of a request, one for each side. Before, it makes one
	 * unless {@code PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY} is set, and
	 * {@link org.meshtrio.trace.model.MeshSpans} calls the other one missing.
	 * @see <a href="https://istio.io/latest/news/releases/1.28.x/announcing-1.28/">Istio
	 * 1.28</a>
	 */
	GATEWAY_SPANS("1.28"),

	/**
	 * A Zipkin provider can read and write both formats
	 * ({@code traceContextOption: USE_B3_WITH_W3C_PROPAGATION}).
	 * @see <a href="https://istio.io/latest/news/releases/1.28.x/announcing-1.28/">Istio
	 * 1.28</a>
	 */
	BOTH_FORMATS("1.28");

	private final String since;

	IstioVersions(String since) {
		this.since = since;
	}

	/**
	 * The first version that has it.
	 * @return such as {@code 1.28}
	 */
	public String since() {
		return this.since;
	}

}
