package org.meshtrio.mesh.doctor.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.finding.Cause;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.MissingService;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoReadyPod;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoSidecars;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoWaypoint;
import org.meshtrio.mesh.doctor.finding.NoSpans.SpansDisabled;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnknownHost;
import org.meshtrio.mesh.doctor.finding.NoSpans.UnusableProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.WrongPort;
import org.meshtrio.mesh.doctor.finding.Sampling.LowSampling;
import org.meshtrio.mesh.doctor.finding.SomeProxies;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.istio.Telemetry;
import org.meshtrio.mesh.object.EndpointSlice;
import org.meshtrio.mesh.object.Namespace;
import org.meshtrio.mesh.object.ObjectReader;
import org.meshtrio.mesh.object.Pod;
import org.meshtrio.mesh.object.Service;
import org.meshtrio.mesh.tracing.CollectorWay;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.mesh.tracing.TracingSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigCheckTest {

	private static final String HEALTHY = "providers: [{name: otel}], randomSamplingPercentage: 100";

	private static final List<String> DEFINED = List.of("otel", "zipkin", "zipkin-w3c");

	private static final TracingSource MESH_DEFAULT = new TracingSource("istio-system", "mesh-default", 0);

	private static final NoProvider NO_PROVIDER = new NoProvider(TracingSource.MESH_CONFIG, DEFINED, "istio-system");

	private static final ServiceHost COLLECTOR = new ServiceHost("istio-system", "jaeger-collector");

	private String config = text("mesh.yaml");

	private String pods = text("pods.json");

	private String services = text("services.json");

	private String endpointSlices = text("endpointslices.json");

	private Set<String> hosts = Set.of();

	private double defaultSampling = 100;

	private List<Namespace> namespaces = List.of();

	private CollectorWay way = CollectorWay.OPEN;

	@Test
	void healthyMeshHasNoFinding() throws Exception {
		MeshState state = state(telemetry("istio-system", "mesh-default", HEALTHY));
		assertThat(new ConfigCheck(state).findings()).isEmpty();
		assertThat(state.providersInUse()).isEqualTo(List.of(new ProviderInUse(otel(), 100, MESH_DEFAULT)));
	}

	@ParameterizedTest
	@EnumSource(ProxyFormat.class)
	void knowsTheFormatOfTheProvider(ProxyFormat format) throws Exception {
		assertThat(state(telemetry("istio-system", "mesh-default", "providers: [{name: " + format.folder() + "}]"))
			.format()).isEqualTo(format);
	}

	@Test
	void formatsThatDifferAreNone() throws Exception {
		assertThat(state(telemetry("istio-system", "mesh-default", HEALTHY),
				telemetry("trio", "own", "providers: [{name: zipkin}]"))
			.format()).isNull();
	}

	@Test
	void noTelemetry() throws Exception {
		Finding finding = only(check());
		assertThat(finding.cause()).isEqualTo(Cause.NO_SPANS);
		assertThat(finding).isEqualTo(NO_PROVIDER);
	}

	@Test
	void inAmbientModeNoSidecarIsMissing() throws Exception {
		this.pods = this.pods.replaceAll("\\{\\s*\"name\": \"istio-(validation|proxy)\"\\s*},?", "");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY)))).isEqualTo(new NoSidecars("trio"));
		ambient("");
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY)).findings()).isEmpty();
	}

	@Test
	void waypointThatDoesNotRun() throws Exception {
		this.services = this.services.replaceFirst("\\[", Matcher.quoteReplacement("""
				[{"metadata": {"name": "client-outside", "namespace": "trio"},
				  "spec": {"selector": {"app": "client-outside"}}},"""));
		ambient(", \"istio.io/use-waypoint\": \"way\"");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))))
			.isEqualTo(new NoWaypoint("trio", "way"));
		this.pods = this.pods.replace("\"app\": \"client\",",
				"\"app\": \"client\", \"gateway.networking.k8s.io/gateway-name\": \"way\",");
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY)).findings()).isEmpty();
	}

	private void ambient(String more) {
		this.namespaces = List.of(ObjectReader.read(JsonMapper.shared().readTree("""
				{"metadata": {"name": "trio", "labels": {"istio.io/dataplane-mode": "ambient"%s}}}
				""".formatted(more)), Namespace.class));
	}

	@Test
	void telemetryOfAnotherNamespaceDoesNotApply() throws Exception {
		assertThat(only(check(telemetry("shop", "own", HEALTHY)))).isEqualTo(NO_PROVIDER);
	}

	@Test
	void telemetryOfTheNamespaceLeavesTheGatewayOut() throws Exception {
		assertThat(only(check(telemetry("trio", "own", HEALTHY))))
			.isEqualTo(new SomeProxies(List.of("istio-ingressgateway"), NO_PROVIDER));
	}

	@Test
	void telemetryWithASelectorIsForItsPods() throws Exception {
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY), yaml("""
				metadata: {namespace: trio, name: own, creationTimestamp: '2026-01-02T00:00:00Z'}
				spec:
				  selector: {matchLabels: {app: service1}}
				  tracing: [{disableSpanReporting: true}]
				"""))))
			.isEqualTo(new SomeProxies(List.of("service1"), new SpansDisabled(new TracingSource("trio", "own", 0))));
	}

	@Test
	void telemetryWithoutProvider() throws Exception {
		assertThat(only(check(telemetry("istio-system", "mesh-default", "randomSamplingPercentage: 100"))))
			.isEqualTo(new NoProvider(MESH_DEFAULT, DEFINED, "istio-system"));
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
		assertThat(check().findings()).isEmpty();
		assertThat(state().format()).isEqualTo(ProxyFormat.B3);
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
		assertThat(finding).isEqualTo(new SpansDisabled(MESH_DEFAULT));
	}

	@Test
	void undefinedProvider() throws Exception {
		assertThat(only(check(telemetry("istio-system", "mesh-default", "providers: [{name: nowhere}]"))))
			.isEqualTo(new UnusableProvider("nowhere", MESH_DEFAULT, false, DEFINED));
	}

	@Test
	void providerThatIsNotForTracing() throws Exception {
		this.config = this.config.replace("extensionProviders:\n",
				"extensionProviders:\n- name: prom\n  prometheus: {}\n");
		assertThat(only(check(telemetry("istio-system", "mesh-default", "providers: [{name: prom}]"))))
			.isEqualTo(new UnusableProvider("prom", MESH_DEFAULT, true, DEFINED));
	}

	@Test
	void providerWithoutService() throws Exception {
		this.services = "[]";
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))))
			.isEqualTo(new MissingService(otel(), COLLECTOR));
	}

	@Test
	void providerWithoutReadyPod() throws Exception {
		this.endpointSlices = this.endpointSlices.replace("\"ready\": true", "\"ready\": false");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))))
			.isEqualTo(new NoReadyPod(otel(), COLLECTOR, Map.of("app", "jaeger")));
	}

	@Test
	void providerOnAWrongPort() throws Exception {
		this.config = this.config.replace("port: 4317", "port: 14317");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY))))
			.isEqualTo(new WrongPort(otel(), COLLECTOR, List.of(4317, 4318)));
	}

	@Test
	void providerOutsideTheCluster() throws Exception {
		this.config = this.config.replace("jaeger-collector.istio-system.svc.cluster.local", "traces.example.com");
		assertThat(only(check(telemetry("istio-system", "mesh-default", HEALTHY)))).isEqualTo(new UnknownHost(otel()));
		this.hosts = Set.of("traces.example.com");
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY)).findings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.5, 10 })
	void lowSampling(double sampling) throws Exception {
		Finding finding = only(check(telemetry("istio-system", "mesh-default",
				"providers: [{name: otel}], randomSamplingPercentage: " + sampling)));
		assertThat(finding.cause()).isEqualTo(Cause.SAMPLING);
		assertThat(finding).isEqualTo(new LowSampling(sampling, false, MESH_DEFAULT, "otel", "istio-system"));
	}

	@Test
	void samplingThatNoTelemetrySets() throws Exception {
		Telemetry telemetry = telemetry("istio-system", "mesh-default", "providers: [{name: otel}]");
		assertThat(check(telemetry).findings()).isEmpty();
		this.defaultSampling = 1;
		assertThat(only(check(telemetry))).isEqualTo(new LowSampling(1, true, MESH_DEFAULT, "otel", "istio-system"));
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
		assertThat(check(telemetry("istio-system", "mesh-default", HEALTHY)).findings().get(0))
			.isEqualTo(new NoSidecars("trio"));
	}

	private ConfigCheck check(Telemetry... telemetries) throws ClusterException {
		return new ConfigCheck(state(telemetries));
	}

	private MeshState state(Telemetry... telemetries) throws ClusterException {
		return new MeshState(MeshConfig.parse(this.config), List.of(telemetries), all(this.pods, Pod.class),
				all(this.services, Service.class), all(this.endpointSlices, EndpointSlice.class), this.hosts,
				this.defaultSampling, this.namespaces, this.way);
	}

	private Provider otel() throws ClusterException {
		return Objects.requireNonNull(MeshConfig.parse(this.config).provider("otel"));
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
