package org.meshtrio.trace.report;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.diagnosis.Diagnosis;
import org.meshtrio.trace.diagnosis.SpanFault;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A diagnosis as JSON: for each fact its kind and its components, by the names of their
 * records. The help of {@code trio trace} describes it.
 */
public final class DiagnosisJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().addMixIn(Break.class, WithoutHops.class).build();

	private DiagnosisJson() {
	}

	/**
	 * The kind of a diagnosis.
	 * @param diagnosis the diagnosis
	 * @return such as {@code joined} or {@code not-sampled}
	 */
	public static String kind(Diagnosis diagnosis) {
		return name(diagnosis);
	}

	/**
	 * The breaks: kind, names of the services, reason and the headers that prove it.
	 * @param breaks the breaks
	 * @return an object for each
	 */
	public static List<ObjectNode> breaks(List<Break> breaks) {
		return breaks.stream().map(DiagnosisJson::json).toList();
	}

	private static ObjectNode json(Break broken) {
		ObjectNode json = kind(broken);
		json.put("from", (broken.from() != null) ? broken.from().service() : "the caller");
		json.put("to", broken.to().service());
		json.put("reason", BreakText.reason(broken));
		return json.setAll(facts(broken));
	}

	/**
	 * What is wrong with the spans.
	 * @param diagnosis the diagnosis
	 * @return its kind and facts, or {@code null} if nothing is
	 */
	public static @Nullable ObjectNode spanFault(Diagnosis diagnosis) {
		if (!(diagnosis instanceof Diagnosis.SpansBroken broken)) {
			return null;
		}
		SpanFault fault = broken.fault();
		return kind(fault).setAll(facts((fault instanceof SpanFault.InMesh inMesh) ? inMesh.fault() : fault));
	}

	/**
	 * What the spans of a service that isn't of the trio lack.
	 * @param diagnosis the diagnosis
	 * @return the lists {@code splits}, {@code unreported} and {@code unseen}, or
	 * {@code null} for a service of the trio
	 */
	public static @Nullable ObjectNode spanGaps(Diagnosis diagnosis) {
		if (!(diagnosis instanceof Diagnosis.SpansOnly spans)) {
			return null;
		}
		ObjectNode json = facts(spans.evidence());
		return json.retain("splits", "unreported", "unseen");
	}

	private static ObjectNode kind(Object fact) {
		String kind = (fact instanceof SpanFault.InMesh inMesh) ? "mesh-" + name(inMesh.fault()) : name(fact);
		return MAPPER.createObjectNode().put("kind", kind);
	}

	private static ObjectNode facts(Object fact) {
		return MAPPER.valueToTree(fact);
	}

	/** Such as {@code not-sampled}. */
	private static String name(Object fact) {
		return fact.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

	/** The answer that the command prints anyway has the hops. */
	@JsonIgnoreProperties({ "from", "to" })
	private interface WithoutHops {

	}

}
