package org.meshtrio.mesh.doctor.config;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.mesh.doctor.finding.CollectorFault.MutualTlsToPlain;
import org.meshtrio.mesh.doctor.finding.CollectorFault.NoneAllowed;
import org.meshtrio.mesh.doctor.finding.CollectorFault.OtherFormat;
import org.meshtrio.mesh.doctor.finding.CollectorFault.PlainToStrict;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.object.ObjectName;

import static org.assertj.core.api.Assertions.assertThat;

class WayCheckTest {

	private static final String STRICT = "[{metadata: {name: strict, namespace: observe}, spec: {mtls: {mode: STRICT}}}]";

	private static final String DENY = "[{metadata: {name: deny, namespace: observe}, spec: {}}]";

	private final CollectorMesh mesh = new CollectorMesh();

	@Test
	void anOpenWayHasNoFault() {
		assertThat(findings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "observe, collector.observe.svc.cluster.local", "observe, collector",
			"shop, collector.observe.svc.cluster.local", "istio-system, '*.local'", "observe, '*'" })
	void mutualTlsToACollectorWithoutASidecar(String namespaceAndHost) {
		String[] parts = namespaceAndHost.split(", ");
		this.mesh.rules = rule(parts[0], parts[1], "tls: {mode: ISTIO_MUTUAL}");
		assertThat(findings()).containsExactly(new MutualTlsToPlain(this.mesh.provider(), CollectorMesh.HOST,
				new ObjectName("DestinationRule", parts[0], "tls"), "/spec/trafficPolicy/tls",
				parts[1].startsWith("'*")));
		this.mesh.collectorHasProxy = true;
		assertThat(findings()).isEmpty();
	}

	@Test
	void theSettingsOfAPortReplaceTheOthers() {
		this.mesh.rules = rule("observe", "collector",
				"tls: {mode: ISTIO_MUTUAL}, portLevelSettings: [{port: {number: 4317}}]");
		assertThat(findings()).isEmpty();
		this.mesh.rules = rule("observe", "collector",
				"portLevelSettings: [{port: {number: 4318}}, {port: {number: 4317}, tls: {mode: ISTIO_MUTUAL}}]");
		assertThat(findings()).singleElement()
			.extracting((finding) -> ((MutualTlsToPlain) finding).path())
			.isEqualTo("/spec/trafficPolicy/portLevelSettings/1/tls");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "shop | other.observe.svc.cluster.local | ''", "price | collector.observe.svc.cluster.local | ''",
					"observe | collector | , exportTo: [.]",
					"shop | collector.observe.svc.cluster.local | , workloadSelector: {matchLabels: {app: price}}" })
	void aRuleThatDoesNotApply(String namespace, String host, String more) {
		this.mesh.rules = rule(namespace, host, "tls: {mode: ISTIO_MUTUAL}}" + more + ", x: {");
		assertThat(findings()).isEmpty();
	}

	@Test
	void aRuleOfTheCallersNamespaceComesFirstAndAnExactHostBeforeAWildcard() {
		String mutual = rule("observe", "collector", "tls: {mode: ISTIO_MUTUAL}");
		String plain = rule("shop", "collector.observe.svc.cluster.local", "tls: {mode: DISABLE}");
		this.mesh.rules = "[" + mutual.substring(1, mutual.length() - 1) + ", " + plain.substring(1);
		assertThat(findings()).isEmpty();
		String wildcard = rule("shop", "'*.local'", "tls: {mode: ISTIO_MUTUAL}");
		this.mesh.rules = "[" + wildcard.substring(1, wildcard.length() - 1) + ", " + plain.substring(1);
		assertThat(findings()).isEmpty();
	}

	@Test
	void plainTextToASidecarThatInsistsOnTls() {
		this.mesh.rules = rule("observe", "collector", "tls: {mode: DISABLE}");
		this.mesh.peers = STRICT;
		assertThat(findings()).as("without a sidecar, STRICT has no effect").isEmpty();
		this.mesh.collectorHasProxy = true;
		assertThat(findings()).containsExactly(new PlainToStrict(this.mesh.provider(), CollectorMesh.HOST,
				new ObjectName("DestinationRule", "observe", "tls"), "/spec/trafficPolicy/tls", false,
				new ObjectName("PeerAuthentication", "observe", "strict")));
		this.mesh.peers = STRICT.replace("STRICT}", "STRICT}, portLevelMtls: {14317: {mode: PERMISSIVE}}");
		assertThat(findings()).isEmpty();
	}

	@Test
	void aPolicyThatAllowsNothing() {
		this.mesh.policies = DENY;
		assertThat(findings()).as("without a sidecar, it has no effect").isEmpty();
		this.mesh.collectorHasProxy = true;
		assertThat(findings()).containsExactly(new NoneAllowed(this.mesh.provider(), CollectorMesh.HOST,
				new ObjectName("AuthorizationPolicy", "observe", "deny"), 14317));
		this.mesh.policies = DENY.replace("{}}", "{rules: [{}]}}");
		assertThat(findings()).isEmpty();
		this.mesh.policies = DENY.replace("{}}", "{selector: {matchLabels: {app: other}}}}");
		assertThat(findings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "http-otlp, false, true", "grpc-otlp, true, true", "http-zipkin, false, true",
			"http-otlp, true, false", "grpc, false, false", "otlp, false, false" })
	void thePortOfAnotherFormat(String portName, boolean http, boolean other) {
		this.mesh.portName = portName;
		this.mesh.http = http;
		assertThat(findings()).isEqualTo(
				other ? List.of(new OtherFormat(this.mesh.provider(), CollectorMesh.HOST, portName)) : List.of());
	}

	private List<Finding> findings() {
		return new ConfigCheck(this.mesh.state()).findings();
	}

	private static String rule(String namespace, String host, String policy) {
		return "[{metadata: {name: tls, namespace: %s}, spec: {host: %s, trafficPolicy: {%s}}}]".formatted(namespace,
				host, policy);
	}

}
