package org.meshtrio.mesh.tracing;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.mesh.object.Namespace;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.trace.model.Dataplane;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AmbientTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "istio.io/dataplane-mode: ambient | | | true", "'' | | | false",
					"istio.io/dataplane-mode: ambient | istio.io/dataplane-mode: none | | false",
					"'' | istio.io/dataplane-mode: ambient | | true",
					"istio.io/dataplane-mode: ambient | | containers: [{name: istio-proxy}] | false",
					"istio.io/dataplane-mode: ambient | | hostNetwork: true | false" })
	void aPodIsInItByItsLabelOrThatOfItsNamespace(@Nullable String namespace, @Nullable String pod,
			@Nullable String spec, boolean ambient) {
		Ambient mesh = mesh(namespace, pod, spec, "");
		assertThat(mesh.has(mesh.pods().get(0))).isEqualTo(ambient);
		assertThat(mesh.dataplane().ambient()).isEqualTo(ambient ? Set.of("stock", "stock-v1") : Set.of());
	}

	@Test
	void aPodIsInItIfZtunnelCarriesItsTraffic() {
		Pod pod = read("metadata: {annotations: {ambient.istio.io/redirection: enabled}}", Pod.class);
		assertThat(new Ambient(List.of(), List.of(pod), List.of()).has(pod)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "'' | '' | ''", "istio.io/use-waypoint: way | '' | Service shop/way",
					"'' | istio.io/use-waypoint: way | Service shop/way",
					"istio.io/use-waypoint: way | istio.io/use-waypoint: none | ''",
					"istio.io/use-waypoint: way | istio.io/use-waypoint: own | Service shop/own",
					"'istio.io/use-waypoint: way, istio.io/use-waypoint-namespace: edge' | '' | Service edge/way" })
	void aServiceUsesAWaypointByItsLabelOrThatOfItsNamespace(String namespace, String service, String waypoint) {
		Ambient mesh = mesh("istio.io/dataplane-mode: ambient, " + namespace, null, null, service);
		ServiceHost found = mesh.waypoint(mesh.services().get(0));
		assertThat((found != null) ? found.toString() : "").isEqualTo(waypoint);
		assertThat(mesh.dataplane()).isEqualTo(new Dataplane(Set.of("stock", "stock-v1"),
				waypoint.isEmpty() ? Set.of() : Set.of("stock", "stock-v1")));
	}

	private static Ambient mesh(@Nullable String namespace, @Nullable String pod, @Nullable String spec,
			String service) {
		return new Ambient(List.of(read("metadata: {name: shop, labels: {" + text(namespace) + "}}", Namespace.class)),
				List.of(read("""
						metadata: {name: stock-1, namespace: shop, labels: {app: stock-v1, kind: stock,
						  service.istio.io/canonical-name: stock-v1, %s}}
						spec: {%s}
						status: {phase: Running}
						""".formatted(text(pod), text(spec)), Pod.class)), List.of(read("""
						metadata: {name: stock, namespace: shop, labels: {%s}}
						spec: {selector: {kind: stock}}
						""".formatted(service), Service.class)));
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

	private static <T> T read(String yaml, Class<T> type) {
		return ObjectReader.read(JsonMapper.shared().valueToTree(new Yaml().load(yaml)), type);
	}

}
