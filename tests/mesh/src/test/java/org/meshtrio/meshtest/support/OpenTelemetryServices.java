package org.meshtrio.meshtest.support;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services with OpenTelemetry instead of Brave: the image of tests/otel-service. */
public final class OpenTelemetryServices {

	/** The lines of a kustomization. They include its patches and images. */
	public static final String KUSTOMIZATION = lines("images:\n", """
			  - {name: localhost/mesh-trio/service%1$d, newName: localhost/mesh-trio/otel}
			""") + lines("patches:\n", """
			  - target: {kind: Deployment, name: service%1$d-v1}
			    patch: |-
			      - op: add
			        path: /spec/template/spec/containers/0/env/-
			        value: {name: SPRING_APPLICATION_NAME, value: service%1$d}
			      - op: add
			        path: /spec/template/spec/containers/0/env/-
			        value: {name: SERVER_PORT, value: "808%1$d"}
			      # OTLP instead of Zipkin's port.
			      - op: replace
			        path: /spec/template/metadata/annotations/traffic.sidecar.istio.io~1excludeOutboundPorts
			        value: "4318"
			""");

	private OpenTelemetryServices() {
	}

	private static String lines(String key, String service) {
		return Stream.of(0, 1, 2).map(service::formatted).collect(Collectors.joining("", key, ""));
	}

}
