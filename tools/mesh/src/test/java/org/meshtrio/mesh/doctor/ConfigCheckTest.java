package org.meshtrio.mesh.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.istio.Telemetry;
import org.meshtrio.mesh.object.EndpointSlice;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.MeshState;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigCheckTest {

	private static final String HEALTHY = "providers: [{name: otel}], randomSamplingPercentage: 100";

	private String config = text("mesh.yaml");

	private String pods = text("pods.json");

	private String services = text("services.json");

	private String endpointSlices = text("endpointslices.json");

	private Set<String> hosts = Set.of();

	private double defaultSampling = 100;

	@Test
	void healthyMeshHasNoFinding() throws Exception {
		ConfigCheck check = check(telemetry("istio-system", "mesh-default", HEALTHY));
		assertThat(check.findings()).isEmpty();
		assertThat(check.summary())
			.containsExactly("provider otel at 100 % to jaeger-collector.istio-system.svc.cluster.local:4317,"
					+ " by Telemetry istio-system/mesh-default");
	}

	@ParameterizedTest
	@EnumSource(ProxyFormat.class)
	void knowsTheFormatOfTheProvider(ProxyFormat format) throws Exception {
		assertThat(check(telemetry("istio-system", "mesh-default", "providers: [{name: " + format.folder() + "}]"))
			.format()).isEqualTo(format);
	}

	@Test
	void formatsThatDifferAreNone() throws Exception {
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY),
				telemetry("trio", "own", "providers: [{name: zipkin}]"))
			.format()).isNull();
	}

	@Test
	void noTelemetry() throws Exception {
		Finding finding = only(check());
		assertThat(finding.cause()).isEqualTo(Cause.NO_SPANS);
		assertThat(finding.what()).startsWith("no Telemetry with a tracing provider applies");
		assertThat(finding.mend()).contains("namespace: istio-system", "{name: otel}");
	}

	@Test
	void telemetryOfAnotherNamespaceDoesNotApply() throws Exception {
		assertThat(only(check(telemetry("shop", "own", HEALTHY))).what())
			.startsWith("no Telemetry with a tracing provider applies");
	}

	@Test
	void telemetryOfTheNamespaceLeavesTheGatewayOut() throws Exception {
		assertThat(only(check(telemetry("trio", "own", HEALTHY))).what())
			.startsWith("for the proxies of istio-ingressgateway, no Telemetry");
	}

	@Test
	void telemetryWithASelectorIsForItsPods() throws Exception {
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY), yaml("""
				metadata: {namespace: trio, name: own, creationTimestamp: '2026-01-02T00:00:00Z'}
				spec:
				  selector: {matchLabels: {app: service1}}
				  tracing: [{disableSpanReporting: true}]
				"""))).what()).isEqualTo("for the proxies of service1, Telemetry trio/own turns the proxies' spans off"
				+ " (disableSpanReporting: true)");
	}

	@Test
	void telemetryWithoutProvider() throws Exception {
		assertThat(only(check(telemetry("istio-system", "mesh-default", "randomSamplingPercentage: 100"))).what())
			.startsWith("Telemetry istio-system/mesh-default names no tracing provider");
	}

	@Test
	void theOldestTelemetryWins() throws Exception {
		assertThat(check(yaml("""
				metadata: {namespace: istio-system, name: young, creationTimestamp: '2026-02-02T00:00:00Z'}
				spec: {tracing: [{providers: [{name: nowhere}]}]}
				"""), telemetry("istio-system", "old", HEALTHY)).findings()).isEmpty();
	}

	@Test
	void defaultProviderOfTheMesh() throws Exception {
		this.config += "\ndefaultProviders: {tracing: [zipkin]}\n";
		ConfigCheck check = check();
		assertThat(check.findings()).isEmpty();
		assertThat(check.format()).isEqualTo(ProxyFormat.B3);
	}

	@Test
	void tracingOfBeforeTheTelemetryApi() throws Exception {
		this.config = this.config.replace("tracing: {}", "tracing: {zipkin: {address: 'zipkin:9411'}}");
		assertThat(check().findings()).isEmpty();
		this.config = this.config.replace("enableTracing: true", "enableTracing: false");
		assertThat(only(check()).cause()).isEqualTo(Cause.NO_SPANS);
	}

	@Test
	void spansTurnedOff() throws Exception {
		Finding finding = only(
				check(telemetry("istio-system", "mesh-default", HEALTHY + ", disableSpanReporting: true")));
		assertThat(finding.cause()).isEqualTo(Cause.NO_SPANS);
		assertThat(finding.where()).isEqualTo("Telemetry istio-system/mesh-default");
		assertThat(finding.mend()).isEqualTo("kubectl patch telemetries.telemetry.istio.io -n istio-system mesh-default"
				+ " --type json -p '[{\"op\": \"remove\", \"path\": \"/spec/tracing/0/disableSpanReporting\"}]'");
	}

	@Test
	void undefinedProvider() throws Exception {
		Finding finding = only(check(telemetry("istio-system", "mesh-default", "providers: [{name: nowhere}]")));
		assertThat(finding.what()).contains("the provider nowhere",
				"is not defined in the mesh configuration, which" + " has otel, zipkin and zipkin-w3c");
		assertThat(finding.mend()).contains("/spec/tracing/0/providers/0/name\", \"value\": \"otel\"");
	}

	@Test
	void providerThatIsNotForTracing() throws Exception {
		this.config = this.config.replace("extensionProviders:\n",
				"extensionProviders:\n- name: prom\n  prometheus: {}\n");
		assertThat(only(check(telemetry("istio-system", "mesh-default", "providers: [{name: prom}]"))).what())
			.contains("the provider prom", "is not one for tracing");
	}

	@Test
	void providerWithoutService() throws Exception {
		this.services = "[]";
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))).what())
			.endsWith("and there is no Service istio-system/jaeger-collector");
	}

	@Test
	void providerWithoutReadyPod() throws Exception {
		this.endpointSlices = this.endpointSlices.replace("\"ready\": true", "\"ready\": false");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))).what())
			.endsWith("and Service istio-system/jaeger-collector has no ready pod behind it");
	}

	@Test
	void providerOnAWrongPort() throws Exception {
		this.config = this.config.replace("port: 4317", "port: 14317");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))).what())
			.endsWith("and Service istio-system/jaeger-collector has only port 4317 and 4318");
	}

	@Test
	void providerOutsideTheCluster() throws Exception {
		this.config = this.config.replace("jaeger-collector.istio-system.svc.cluster.local", "traces.example.com");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))).what())
			.endsWith("and the mesh knows no such host");
		this.hosts = Set.of("traces.example.com");
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY)).findings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0 %", "0.5, 0.5 %", "10, 10 %" })
	void lowSampling(String sampling, String share) throws Exception {
		Finding finding = only(check(telemetry("istio-system", "mesh-default",
				"providers: [{name: otel}], randomSamplingPercentage: " + sampling)));
		assertThat(finding.cause()).isEqualTo(Cause.SAMPLING);
		assertThat(finding.what()).startsWith("only " + share + " of the requests are recorded");
		assertThat(finding.mend()).contains("/spec/tracing/0/randomSamplingPercentage\", \"value\": 100");
	}

	@Test
	void samplingThatNobodySets() throws Exception {
		Telemetry telemetry = telemetry("istio-system", "mesh-default", "providers: [{name: otel}]");
		assertThat(check(telemetry).findings()).isEmpty();
		this.defaultSampling = 1;
		assertThat(only(check(telemetry)).what()).startsWith("only 1 % of the requests are recorded, the default");
		this.config = this.config.replace("tracing: {}", "tracing: {sampling: 100}");
		assertThat(check(telemetry).findings()).isEmpty();
	}

	@Test
	void noSpansHidesSampling() throws Exception {
		assertThat(only(check(
				telemetry("istio-system", "mesh-default", "providers: [{name: nowhere}], randomSamplingPercentage: 1")))
			.cause()).isEqualTo(Cause.NO_SPANS);
	}

	@Test
	void namespaceWithoutSidecars() throws Exception {
		this.pods = this.pods.replace("istio-proxy", "other");
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY)).findings().get(0).what())
			.isEqualTo("no pod of namespace trio has a sidecar");
	}

	private ConfigCheck check(Telemetry... telemetries) throws ClusterException {
		return new ConfigCheck(new MeshState(MeshConfig.parse(this.config), List.of(telemetries),
				all(this.pods, Pod.class), all(this.services, Service.class),
				all(this.endpointSlices, EndpointSlice.class), this.hosts, this.defaultSampling));
	}

	private static <T> List<T> all(String json, Class<T> type) {
		return ObjectReader.readAll(JsonMapper.shared().readTree(json), type);
	}

	private static Finding only(ConfigCheck check) {
		assertThat(check.findings()).hasSize(1);
		return check.findings().get(0);
	}

	private static Telemetry telemetry(String namespace, String name, String tracing) {
		return yaml("""
				metadata: {namespace: %s, name: %s, creationTimestamp: '2026-01-01T00:00:00Z'}
				spec: {tracing: [{%s}]}
				""".formatted(namespace, name, tracing));
	}

	private static Telemetry yaml(String text) {
		return ObjectReader.read(JsonMapper.shared().valueToTree(new Yaml().load(text)), Telemetry.class);
	}

	private static String text(String name) {
		try (InputStream stream = ConfigCheckTest.class.getResourceAsStream(name)) {
			return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
