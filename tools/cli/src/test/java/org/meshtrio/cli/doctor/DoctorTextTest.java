package org.meshtrio.cli.doctor;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.doctor.Analysis;
import org.meshtrio.mesh.doctor.Examination;
import org.meshtrio.mesh.doctor.Step;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoProvider;
import org.meshtrio.mesh.doctor.finding.NoSpans.NoSidecars;
import org.meshtrio.mesh.doctor.finding.Sampling.RefusedByCaller;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.TracingSource;
import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.model.SamplingHeader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorTextTest {

	private static final URI TARGET = URI.create("http://shop.example.com/");

	private static final Finding REFUSED = new RefusedByCaller(new SamplingHeader("b3", "0"));

	@Test
	void stepsAreLines() {
		List<String> namespaces = List.of("shop", "istio-system");
		Provider provider = new Provider("otel",
				new Provider.Settings("shop/collector.shop.svc.cluster.local", 4317, null, null, null), null, null,
				null);
		assertThat(List.of(new Step.Analyzed(namespaces, new Analysis(List.of(), null)),
				new Step.Analyzed(namespaces, new Analysis(List.of(), "there is no program istioctl")),
				new Step.Analyzed(namespaces, new Analysis(List.of("Error IST0101", "Warning IST0103"), null)),
				new Step.Configured(List
					.of(new ProviderInUse(provider, 100, new TracingSource("istio-system", "mesh-default", 0)))),
				new Step.Configured(List.of()), new Step.Answered(TARGET, 500),
				new Step.Failed(new RequestFailure("stock", 503, null, List.of("cart")))))
			.flatExtracting(DoctorText::step)
			.containsExactly("istioctl analyze: nothing about shop and istio-system",
					"istioctl analyze: skipped, there is no program istioctl", "istioctl analyze says: Error IST0101",
					"istioctl analyze says: Warning IST0103",
					"tracing: provider otel at 100 % to collector.shop.svc.cluster.local:4317, by Telemetry"
							+ " istio-system/mesh-default",
					"request: GET http://shop.example.com/ answers 500",
					"Failed: stock answered 503; cart passed it on.");
	}

	@Test
	void findingHasItsPlaceAndItsFix() {
		assertThat(DoctorText.finding(new NoSidecars("shop"))).containsExactly(
				"- no pod of namespace shop has a sidecar.", "  where  namespace shop",
				"  fix    kubectl label namespace shop istio-injection=enabled && kubectl rollout restart -n shop"
						+ " deployment");
	}

	@Test
	void fixOfSeveralLinesCanBePasted() {
		assertThat(
				DoctorText.finding(new NoProvider(TracingSource.MESH_CONFIG, List.of("otel"), "istio-system")).get(2))
			.startsWith("  fix  \nkubectl apply -f - <<'END'\n")
			.endsWith("\nEND");
	}

	@Test
	void sentenceHasTheVerdictAndItsReason() {
		assertThat(sentence(List.of(), null)).isEqualTo("Healthy: the traces of " + TARGET + " are whole in Jaeger.");
		assertThat(sentence(List.of(), "no answer")).isEqualTo("Could not tell: no answer.");
		assertThat(sentence(List.of(REFUSED, REFUSED), null)).isEqualTo("Found: sampling.");
		assertThat(sentence(List.of(REFUSED), "no answer"))
			.isEqualTo("Found: sampling; the rest could not be examined: no answer.");
	}

	@Test
	void reportNamesTheKindOfAFinding() {
		Step step = new Step.Analyzed(List.of("shop"), new Analysis(List.of("Error IST0101"), null));
		JsonNode json = JsonMapper.shared()
			.valueToTree(DoctorReport.of(new Examination(List.of(step), List.of(new NoSidecars("shop")), null, null),
					"Found: no spans."));
		assertThat(json.propertyNames()).containsExactly("schemaVersion", "verdict", "sentence", "findings", "analyze",
				"failure");
		assertThat(json.path("schemaVersion").asInt()).isEqualTo(2);
		assertThat(json.path("verdict").asString()).isEqualTo("found");
		assertThat(json.path("analyze").path(0).asString()).isEqualTo("Error IST0101");
		JsonNode finding = json.path("findings").path(0);
		assertThat(finding.propertyNames()).containsExactly("cause", "kind", "what", "where", "fix");
		assertThat(finding.path("cause").asString()).isEqualTo("NO_SPANS");
		assertThat(finding.path("kind").asString()).isEqualTo("no-sidecars");
	}

	private static String sentence(List<Finding> findings, @Nullable String unknown) {
		return DoctorText.sentence(new Examination(List.of(), findings, unknown, "Jaeger"), TARGET);
	}

}
