package org.meshtrio.trace.report;

import java.util.List;

import org.meshtrio.trace.diagnosis.SpanFault;
import org.meshtrio.trace.model.Expectation.Expected;
import org.meshtrio.trace.model.MeshFault;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.text.Text;

/**
 * A fault of spans as a clause, with what to do about it.
 */
final class SpanFaultText {

	private static final String ENDPOINT = "management.tracing.export.zipkin.endpoint";

	private final String store;

	/**
	 * Creates the text.
	 * @param store what the trace store is called in a sentence
	 */
	SpanFaultText(String store) {
		this.store = store;
	}

	/**
	 * The clause.
	 * @param fault the fault
	 * @return a clause without a full stop
	 */
	String clause(SpanFault fault) {
		if (fault instanceof SpanFault.NoSpans) {
			return this.store + " has none of its spans: check that the services report to this store (" + ENDPOINT
					+ ")";
		}
		if (fault instanceof SpanFault.Missing missing) {
			return missing(missing.missing());
		}
		if (fault instanceof SpanFault.Duplicate duplicate) {
			return "span id " + duplicate.second().id() + " is there twice, from " + name(duplicate.first())
					+ " and from " + name(duplicate.second())
					+ ": one joined the other's span (management.tracing.brave.span-joining-supported), and stores"
					+ " don't tell such spans apart reliably";
		}
		if (fault instanceof SpanFault.Misplaced misplaced) {
			return misplaced(misplaced);
		}
		if (fault instanceof SpanFault.Orphan orphan) {
			return "span " + orphan.span().parentId() + ", the parent of " + orphan.span().id() + " from "
					+ name(orphan.span()) + ", isn't in " + this.store
					+ ": the service or proxy that made it doesn't report there";
		}
		return (fault instanceof SpanFault.SeveralRoots several)
				? "its spans aren't a single tree: they have " + Text.count(several.roots(), "root")
				: mesh(((SpanFault.InMesh) fault).fault());
	}

	private String missing(List<Expected> missing) {
		Expected worst = missing.get(0);
		String maker = maker(worst);
		List<String> ids = missing.stream().filter((span) -> maker(span).equals(maker)).map(Expected::id).toList();
		List<String> others = missing.stream()
			.map(SpanFaultText::maker)
			.filter((other) -> !other.equals(maker))
			.distinct()
			.toList();
		return this.store + " doesn't have " + ((ids.size() == 1) ? "span " : "spans ") + Text.list(ids) + " of "
				+ maker + ": check "
				+ (worst.byProxy() ? "the tracing provider of that proxy" : ENDPOINT + " of " + maker)
				+ (others.isEmpty() ? "" : "; spans of " + Text.list(others) + " are missing too");
	}

	private static String maker(Expected span) {
		return (span.byProxy() ? "the proxy before " : "") + Text.safe(span.service());
	}

	private static String misplaced(SpanFault.Misplaced fault) {
		String parent = fault.span().parentId();
		return "the span of " + Text.safe(fault.service()) + " isn't below that of " + Text.safe(fault.upper())
				+ ", because " + ((parent != null) ? "its parent is " + parent : "it has no parent")
				+ (fault.parentIn().isEmpty() ? "" : ", which arrived in " + Text.list(fault.parentIn())
						+ ": put another header first in its management.tracing.propagation.consume");
	}

	private static String mesh(MeshFault fault) {
		if (fault instanceof MeshFault.Missing missing) {
			List<String> roles = missing.roles().stream().map(SpanRole::toString).map(Text::safe).toList();
			return Text.list(roles) + ((roles.size() == 1) ? " is" : " are") + " missing: " + reason(missing.roles());
		}
		if (fault instanceof MeshFault.NotAlone notAlone) {
			return notAlone.role() + " should be the only "
					+ ((notAlone.parent() != null) ? "span below " + notAlone.parent() : "root");
		}
		if (fault instanceof MeshFault.Misplaced misplaced) {
			return misplaced.found() + " is where " + misplaced.expected() + " should be";
		}
		if (fault instanceof MeshFault.Siblings siblings) {
			return "below " + ((siblings.parent() != null) ? siblings.parent() : "the root") + " there should be "
					+ roles(siblings.expected()) + ", but there "
					+ (siblings.found().isEmpty() ? "is no span" : "is " + roles(siblings.found()));
		}
		return "there is one span too many: " + ((MeshFault.Extra) fault).role() + " at the end";
	}

	private static String roles(List<SpanRole> roles) {
		return Text.list(roles.stream().map(SpanRole::toString).map(Text::safe).toList());
	}

	private static String reason(List<SpanRole> missing) {
		SpanRole role = missing.get(0);
		if (role.equals(SpanRole.WAYPOINT)) {
			return "the waypoint isn't there, or doesn't trace (./trio doctor)";
		}
		if (!role.proxy()) {
			return "the application of " + Text.safe(role.service()) + " didn't make this span, or doesn't report it ("
					+ ENDPOINT + ")";
		}
		if (role.service().equals(SpanRole.GATEWAY)) {
			return missing.contains(new SpanRole(SpanRole.GATEWAY, true, "CLIENT"))
					? "the request didn't come through a gateway, or the gateway doesn't trace (./trio doctor)"
					: "the gateway didn't report it";
		}
		return "the sidecar of " + Text.safe(role.service())
				+ " didn't report it, or the pod has no sidecar (kubectl get pods shows 2/2 if it has one)";
	}

	private static String name(Span span) {
		String service = span.service().isEmpty() ? "an unnamed service" : span.service();
		return Text.safe((span.kind() != null) ? service + " " + span.kind() : service);
	}

}
