package org.meshtrio.check.rule;

/**
 * The documents that the rules come from.
 */
final class Sources {

	static final String W3C = "https://www.w3.org/TR/trace-context-2/#";

	static final String BAGGAGE = "https://www.w3.org/TR/baggage/#baggage-http-header-format";

	static final String B3 = "https://github.com/openzipkin/b3-propagation#";

	static final String ISTIO = "https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/";

	static final String ENVOY = "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers";

	static final String RFC_9110 = "https://www.rfc-editor.org/rfc/rfc9110#";

	/** The header table of this repository. */
	static final String TABLE = "docs/reference.md#headers";

	private Sources() {
	}

}
