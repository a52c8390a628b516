package org.meshtrio.check.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.FakeService.Call;
import org.meshtrio.check.run.FakeService.Fault;
import org.meshtrio.check.run.FakeService.Outcome;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

/** For each rule, a fault that breaks this rule and no other. */
final class Faults {

	/** Breaks nothing. */
	static final Fault NONE = (call) -> {
	};

	/** The service mixes up requests that it has at the same time. */
	static final Fault MIXES = (call) -> {
	};

	/** The service makes spans, and the store gets none. */
	static final Fault REPORTS_NOTHING = (call) -> {
	};

	private static final Map<Rule, Fault> FAULTS = new EnumMap<>(Rule.class);

	static {
		contexts();
		sampling();
		malformed();
		tracestate();
		headers();
		calls();
	}

	private Faults() {
	}

	static Fault of(Rule rule) {
		return FAULTS.get(rule);
	}

	private static void contexts() {
		tear(Rule.TRACE_CONTINUED, (call) -> onlyContext(call, true, true) && sameTrace(call));
		tear(Rule.W3C_CONTINUED, (call) -> onlyContext(call, true, false) && w3c(call) && !call.has("tracestate"));
		tear(Rule.B3_SINGLE_CONTINUED, (call) -> call.first("b3").contains("-") && !call.has("traceparent"));
		tear(Rule.B3_MULTI_CONTINUED, (call) -> onlyContext(call, false, true));
		tear(Rule.B3_64_BIT, (call) -> call.first("x-b3-traceid").length() == 16);
		tear(Rule.CONTEXTS_DISAGREE, (call) -> onlyContext(call, true, true) && w3c(call) && !sameTrace(call));
		FAULTS.put(Rule.SPAN_IDS, (call) -> {
			call.leaving().put("x-b3-spanid", List.of("00000000000000aa"));
			call.leaving()
				.computeIfPresent("traceparent", (name, values) -> List
					.of(values.get(0).substring(0, 36) + "00000000000000aa" + values.get(0).substring(52)));
		});
		FAULTS.put(Rule.TRACE_STARTED, (call) -> {
			if (TraceHeaders.NAMES.stream().noneMatch(call::has)) {
				call.leaving().keySet().removeAll(TraceHeaders.NAMES);
			}
		});
		tear(Rule.NAMES_IN_ANY_CASE, (call) -> call.has("x-other-case"));
		tear(Rule.WHITE_SPACE_IGNORED, (call) -> call.has("x-white-space"));
		FAULTS.put(Rule.OTHER_NAMES_IGNORED, (call) -> {
			if (call.has("trace.parent")) {
				call.leaving().put("traceparent", List.of(call.first("trace.parent")));
			}
		});
		tear(Rule.VERSION_ACCEPTED, (call) -> call.first("traceparent").startsWith("cc"));
	}

	private static void sampling() {
		tear(Rule.FLAGS_ACCEPTED, (call) -> call.first("traceparent").matches(".*-0[23]"));
		tear(Rule.UNKNOWN_FLAGS_ACCEPTED, (call) -> call.first("traceparent").endsWith("-f9"));
		FAULTS.put(Rule.RANDOM_FLAG_KEPT, (call) -> call.leaving()
			.computeIfPresent("traceparent", (name, values) -> List.of(values.get(0).replaceAll("-03$", "-01"))));
		FAULTS.put(Rule.SAMPLED_KEPT, (call) -> {
			if (onlyContext(call, true, true)) {
				decide(call, call.first("x-b3-sampled").equals("1") ? "0" : call.first("x-b3-sampled"));
			}
		});
		FAULTS.put(Rule.NOT_SAMPLED_KEPT, (call) -> {
			if (onlyContext(call, true, true)) {
				decide(call, "1");
			}
		});
		FAULTS.put(Rule.B3_DEBUG_KEPT, (call) -> {
			if (call.leaving().remove("x-b3-flags") != null) {
				call.leaving().put("x-b3-sampled", List.of("1"));
			}
		});
		FAULTS.put(Rule.B3_DECISION_KEPT, (call) -> {
			if (!call.has("x-b3-traceid") && (call.has("x-b3-sampled") || call.first("b3").equals("0"))) {
				decide(call, "1");
			}
		});
	}

	private static void malformed() {
		FAULTS.put(Rule.MALFORMED_NO_ERROR, new Fault() {

			@Override
			public void change(Call call) {
			}

			@Override
			public int status(Map<String, List<String>> arrived) {
				return List.of("00").equals(arrived.get("traceparent")) ? 500 : 0;
			}

		});
		FAULTS.put(Rule.MALFORMED_W3C_IGNORED, (call) -> {
			if (onlyContext(call, true, false) && !call.has("tracestate") && !w3c(call)
					&& call.arrived().get("traceparent").size() == 1) {
				call.copy("traceparent");
			}
		});
		FAULTS.put(Rule.TRACEPARENT_TWICE_IGNORED, (call) -> {
			if (call.has("traceparent") && call.arrived().get("traceparent").size() == 2) {
				call.leaving().put("traceparent", List.of(call.first("traceparent")));
			}
		});
		FAULTS.put(Rule.MALFORMED_B3_IGNORED, (call) -> {
			if (onlyContext(call, false, true) && b3(call) == null) {
				call.copy("x-b3-traceid");
			}
		});
		tear(Rule.MALFORMED_HIDES_NOTHING, (call) -> onlyContext(call, true, true) && !w3c(call));
	}

	private static void tracestate() {
		FAULTS.put(Rule.TRACESTATE_KEPT, (call) -> call.leaving().remove("tracestate"));
		FAULTS.put(Rule.TRACESTATE_ORDER, (call) -> {
			if (call.first("tracestate").startsWith("c3=") && call.arrived().get("tracestate").size() == 1) {
				List<String> members = new ArrayList<>(List.of(call.first("tracestate").split(",")));
				Collections.reverse(members);
				call.leaving().put("tracestate", List.of(String.join(",", members)));
			}
		});
		FAULTS.put(Rule.TRACESTATE_LINES, (call) -> {
			if (call.has("tracestate") && call.arrived().get("tracestate").size() == 2) {
				call.leaving().put("tracestate", List.of(call.first("tracestate")));
			}
		});
		FAULTS.put(Rule.TRACESTATE_32_MEMBERS, (call) -> {
			if (call.first("tracestate").startsWith("m0=") && call.leaving().containsKey("tracestate")) {
				call.leaving().put("tracestate", List.of(call.first("tracestate").replaceAll(",m1[0-9]=v", "")));
			}
		});
		FAULTS.put(Rule.TRACESTATE_512_CHARACTERS, (call) -> {
			if (call.first("tracestate").length() == 512) {
				call.leaving().remove("tracestate");
			}
		});
		FAULTS.put(Rule.TRACESTATE_SYNTAX, (call) -> {
			if (call.first("tracestate").contains("tenant@")) {
				call.leaving().remove("tracestate");
			}
		});
		FAULTS.put(Rule.TRACESTATE_LENIENT, (call) -> {
			if (call.first("tracestate").contains("@at@")) {
				call.leaving().remove("tracestate");
			}
		});
		FAULTS.put(Rule.TRACESTATE_MALFORMED_DROPPED, (call) -> {
			if (w3c(call) && call.first("tracestate").startsWith("m0=") && !call.leaving().containsKey("tracestate")) {
				call.copy("tracestate");
			}
		});
		tear(Rule.TRACESTATE_NO_HARM, (call) -> onlyContext(call, true, false) && w3c(call) && call.has("tracestate")
				&& !call.leaving().containsKey("tracestate"));
		FAULTS.put(Rule.TRACESTATE_NOT_ALONE, (call) -> {
			if (call.first("tracestate").startsWith("one=") && !w3c(call)) {
				call.copy("tracestate");
			}
		});
	}

	private static void headers() {
		FAULTS.put(Rule.BAGGAGE_KEPT, (call) -> call.leaving().remove("baggage"));
		FAULTS.put(Rule.LINES_KEPT,
				(call) -> call.leaving().computeIfPresent("baggage", (name, values) -> values.subList(0, 1)));
		FAULTS.put(Rule.REQUEST_ID_KEPT, (call) -> call.leaving().remove("x-request-id"));
		FAULTS.put(Rule.VENDOR_HEADERS_KEPT, (call) -> call.leaving().remove("sw8"));
		FAULTS.put(Rule.ROUTING_HEADERS_KEPT, (call) -> call.leaving().remove("end-user"));
		FAULTS.put(Rule.NAMED_HEADERS_KEPT, (call) -> call.leaving().remove("x-tenant"));
		FAULTS.put(Rule.EMPTY_NOT_SENT, (call) -> {
			if (call.has("end-user")) {
				call.copy("end-user");
			}
		});
		FAULTS.put(Rule.NO_HEADER_TWICE, (call) -> call.leaving()
			.computeIfPresent("x-request-id", (name, values) -> List.of(values.get(0), values.get(0))));
		FAULTS.put(Rule.HOP_BY_HOP_NOT_SENT, (call) -> call.copy("trailer"));
		FAULTS.put(Rule.PROXY_HEADERS_NOT_SENT, (call) -> call.copy("x-envoy-upstream-rq-timeout-ms"));
		FAULTS.put(Rule.CREDENTIALS_NOT_SENT, (call) -> call.copy("authorization"));
	}

	private static void calls() {
		tear(Rule.POST_CONTINUED, (call) -> call.method().equals("POST"));
		tear(Rule.AFTER_ERROR_CONTINUED, (call) -> call.number() == 1 && call.first() == Outcome.ERROR);
		tear(Rule.AFTER_RESET_CONTINUED, (call) -> call.number() == 1 && call.first() == Outcome.RESET);
		tear(Rule.WHEN_SLOW_CONTINUED, (call) -> call.number() == 1 && call.first() == Outcome.SLOW);
		tear(Rule.FAN_OUT_CONTINUED, (call) -> call.number() == 2 && call.first() == Outcome.WELL);
		// Nothing in such a call says whose it is.
		FAULTS.put(Rule.LATE_CALLS_CONTINUED, (call) -> {
			if (call.number() == 3) {
				call.tear();
				call.leaving().remove("x-request-id");
			}
		});
		FAULTS.put(Rule.PARALLEL_NOT_MIXED, MIXES);
		FAULTS.put(Rule.SPANS_REPORTED, REPORTS_NOTHING);
	}

	private static void tear(Rule rule, Predicate<Call> when) {
		FAULTS.put(rule, (call) -> {
			if (when.test(call)) {
				call.tear();
			}
		});
	}

	private static void decide(Call call, String decision) {
		call.leaving().put("x-b3-sampled", List.of(decision));
		call.leaving()
			.computeIfPresent("traceparent",
					(name, values) -> List.of(values.get(0).substring(0, 53) + "0" + decision));
	}

	private static boolean onlyContext(Call call, boolean traceparent, boolean several) {
		return call.has("traceparent") == traceparent && call.has("x-b3-traceid") == several && !call.has("b3");
	}

	private static boolean w3c(Call call) {
		return TraceFormat.W3C.context((name) -> call.arrived().getOrDefault(name, List.of())) != null;
	}

	private static Object b3(Call call) {
		return TraceFormat.B3_MULTI.context((name) -> call.arrived().getOrDefault(name, List.of()));
	}

	private static boolean sameTrace(Call call) {
		return call.first("traceparent").contains(call.first("x-b3-traceid"));
	}

}
