package org.meshtrio.trace.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Printable;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.DiagnosisCase;
import org.meshtrio.trace.diagnosis.SpanEvidence;
import org.meshtrio.trace.diagnosis.SpanFault;
import org.meshtrio.trace.diagnosis.SpanSplit;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Answers;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.MeshFault;
import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.TraceHeader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All sentences of a diagnosis and all forms of its JSON, next to each other in files.
 * When you improve a sentence, run this test with {@code -Dtrio.golden.keep=true}, which
 * writes the files again, and read the difference.
 */
class DiagnosisTextTest {

	private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

	private static final SpanRole GATEWAY_SERVER = new SpanRole(SpanRole.GATEWAY, true, "SERVER");

	private static final SpanRole GATEWAY_CLIENT = new SpanRole(SpanRole.GATEWAY, true, "CLIENT");

	private static final SpanRole SIDECAR = new SpanRole("service0", true, "SERVER");

	private static final SpanRole APPLICATION = new SpanRole("service0", false, "SERVER");

	@Test
	void sentences() throws IOException {
		StringBuilder text = new StringBuilder();
		diagnoses().forEach((name, diagnosis) -> text.append(name)
			.append("\n    ")
			.append(DiagnosisText.sentence(diagnosis))
			.append("\n"));
		assertGolden("sentences.txt", text.toString());
	}

	@Test
	void json() throws IOException {
		StringBuilder text = new StringBuilder();
		diagnoses().forEach((name, diagnosis) -> {
			text.append(name).append("\n    ").append(DiagnosisJson.kind(diagnosis)).append("\n");
			DiagnosisJson.breaks(diagnosis.breaks()).forEach((json) -> {
				assertThat(json.remove("reason").asString())
					.isIn(diagnosis.breaks().stream().map(BreakText::reason).toList());
				text.append("    ").append(json).append("\n");
			});
			if (DiagnosisJson.spanGaps(diagnosis) != null) {
				text.append("    ").append(DiagnosisJson.spanGaps(diagnosis)).append("\n");
			}
			if (DiagnosisJson.spanFault(diagnosis) != null) {
				text.append("    ").append(DiagnosisJson.spanFault(diagnosis)).append("\n");
			}
		});
		assertGolden("json.txt", text.toString());
	}

	@Test
	void everyKindIsThere() {
		Set<Class<?>> kinds = diagnoses().values()
			.stream()
			.flatMap((diagnosis) -> Stream.concat(Stream.of(diagnosis, fault(diagnosis), meshFault(diagnosis)),
					diagnosis.breaks().stream()))
			.filter((fact) -> fact != null)
			.map(Object::getClass)
			.collect(Collectors.toSet());
		assertThat(kinds).contains(Diagnosis.class.getPermittedSubclasses())
			.contains(Break.class.getPermittedSubclasses())
			.contains(SpanFault.class.getPermittedSubclasses())
			.contains(MeshFault.class.getPermittedSubclasses());
	}

	@Test
	void noTextFromOutsideMovesTheCursor() {
		String evil = "a\u001b[2J\u202e\r\nb";
		Hop hop = Answers.hop(evil, evil, "0", Map.of("b3", List.of(evil)));
		TraceHeader header = new TraceHeader("b3", List.of(evil), null, null, TraceHeader.Defect.MALFORMED);
		Span span = new Span(evil, evil, evil, evil, evil, evil, 1, 1, Map.of());
		SpanRole role = new SpanRole(evil, true, evil);
		List<Diagnosis> diagnoses = Stream
			.of(new SpanFault.Missing(List.of(new Expectation.Expected(evil, evil, true))),
					new SpanFault.Duplicate(span, span), new SpanFault.Misplaced(evil, evil, span, List.of(evil)),
					new SpanFault.Orphan(span), new SpanFault.InMesh(new MeshFault.Missing(List.of(role))),
					new SpanFault.InMesh(new MeshFault.Misplaced(role, role)))
			.<Diagnosis>map((fault) -> new Diagnosis.SpansBroken(hop, fault, evil))
			.toList();
		Break malformed = new Break.MalformedSent(hop, hop, List.of(header));
		Break wrong = new Break.WrongSent(hop, hop, evil, List.of(header));
		assertThat(Stream.concat(diagnoses.stream(),
				Stream.of(new Diagnosis.Broken(hop, List.of(malformed)), new Diagnosis.Broken(hop, List.of(wrong)),
						new Diagnosis.NoTrace(hop, List.of(header)), new Diagnosis.NoAnswer(evil),
						new Diagnosis.NotSampled(hop, hop, new SamplingHeader("b3", evil)),
						only(List.of(span), List.of(new SpanSplit(evil, List.of(evil))), List.of(evil),
								List.of(new UnseenHop(evil, evil, true))),
						only(List.of(span), List.of(), List.of(), List.of()))))
			.map(DiagnosisText::sentence)
			.allMatch((sentence) -> sentence.codePoints().allMatch(Printable::isPrintable));
		assertThat(BreakText.reason(wrong).codePoints()).allMatch(Printable::isPrintable);
	}

	private static @Nullable SpanFault fault(Diagnosis diagnosis) {
		return (diagnosis instanceof Diagnosis.SpansBroken broken) ? broken.fault() : null;
	}

	private static @Nullable MeshFault meshFault(Diagnosis diagnosis) {
		return (fault(diagnosis) instanceof SpanFault.InMesh inMesh) ? inMesh.fault() : null;
	}

	private static Map<String, Diagnosis> diagnoses() {
		Map<String, Diagnosis> diagnoses = new LinkedHashMap<>();
		DiagnosisCase.all().forEach((one) -> diagnoses.put(one.name(), one.expected()));
		Hop hop = Answers.hop("service0", "a", "0", Map.of());
		diagnoses.put("no store", new Diagnosis.NoStore(hop, "it is down"));
		diagnoses.put("no answer", new Diagnosis.NoAnswer("http://localhost/ gave no answer"));
		Map<String, MeshFault> faults = new LinkedHashMap<>();
		faults.put("both spans of the gateway are missing",
				new MeshFault.Missing(List.of(GATEWAY_SERVER, GATEWAY_CLIENT)));
		faults.put("the gateway's client span is missing", new MeshFault.Missing(List.of(GATEWAY_CLIENT)));
		faults.put("the gateway's server span is missing", new MeshFault.Missing(List.of(GATEWAY_SERVER)));
		faults.put("a sidecar's span is missing", new MeshFault.Missing(List.of(SIDECAR)));
		faults.put("an application's span is missing", new MeshFault.Missing(List.of(APPLICATION)));
		faults.put("a waypoint's span is missing", new MeshFault.Missing(List.of(SpanRole.WAYPOINT)));
		faults.put("not the only root", new MeshFault.NotAlone(GATEWAY_SERVER, null));
		faults.put("not the only child", new MeshFault.NotAlone(SIDECAR, GATEWAY_CLIENT));
		faults.put("in the place of another one", new MeshFault.Misplaced(APPLICATION, SIDECAR));
		faults.put("siblings that differ from the calls",
				new MeshFault.Siblings(APPLICATION, List.of(SIDECAR, SIDECAR), List.of(SIDECAR)));
		faults.put("no siblings at all", new MeshFault.Siblings(null, List.of(SIDECAR, SIDECAR), List.of()));
		faults.put("one too many", new MeshFault.Extra(SIDECAR));
		faults.forEach((name, fault) -> diagnoses.put("mesh: " + name,
				new Diagnosis.SpansBroken(hop, new SpanFault.InMesh(fault), "Jaeger")));
		spansOnly(diagnoses);
		return diagnoses;
	}

	private static void spansOnly(Map<String, Diagnosis> diagnoses) {
		List<Span> gateway = List.of(proxy("1", null, "istio-ingressgateway", "SERVER"));
		List<Span> spans = List.of(gateway.get(0), proxy("2", "1", "istio-ingressgateway", "CLIENT"),
				proxy("3", "2", "cart.shop", "SERVER"));
		List<SpanSplit> splits = List.of(new SpanSplit("cart.shop", List.of("stock.shop", "price.shop")),
				new SpanSplit("price.shop", List.of("stock.shop")));
		List<UnseenHop> unseen = List.of(new UnseenHop("stock", "shop", true));
		diagnoses.put("spans only: none", only(List.of(), List.of(), List.of(), List.of()));
		diagnoses.put("spans only: the gateway's", only(gateway, List.of(), List.of(), List.of()));
		diagnoses.put("spans only: joined", only(spans, List.of(), List.of(), List.of()));
		diagnoses.put("spans only: two services don't forward", only(spans, splits, List.of(), List.of()));
		diagnoses.put("spans only: an application doesn't report", only(spans, List.of(), List.of("cart"), List.of()));
		diagnoses.put("spans only: a hop left no span", only(spans, List.of(), List.of(), unseen));
		diagnoses.put("spans only: everything", only(spans, splits, List.of("cart"), unseen));
	}

	private static Diagnosis only(List<Span> spans, List<SpanSplit> splits, List<String> unreported,
			List<UnseenHop> unseen) {
		return new Diagnosis.SpansOnly(new SpanEvidence(spans, splits, unreported, unseen), "Jaeger");
	}

	private static Span proxy(String id, @Nullable String parent, String service, String kind) {
		return new Span("a".repeat(32), id, parent, service, "get", kind, 1, 1, Map.of("component", "proxy"));
	}

	private static void assertGolden(String file, String text) throws IOException {
		if (Boolean.getBoolean("trio.golden.keep")) {
			Files.createDirectories(FOLDER);
			Files.writeString(FOLDER.resolve(file), text, StandardCharsets.UTF_8);
		}
		assertThat(text).isEqualToNormalizingNewlines(Files.readString(FOLDER.resolve(file)));
	}

}
