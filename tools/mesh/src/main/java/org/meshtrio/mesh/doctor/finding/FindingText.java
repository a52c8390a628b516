package org.meshtrio.mesh.doctor.finding;

import java.util.Locale;

import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.doctor.finding.Format.NotRead;
import org.meshtrio.mesh.doctor.finding.Format.NotReadByProxies;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextFirst;
import org.meshtrio.mesh.doctor.finding.Format.StaleContextUsed;
import org.meshtrio.mesh.doctor.finding.Forwarding.CallsInNewTrace;
import org.meshtrio.mesh.doctor.finding.Forwarding.NotForwarded;
import org.meshtrio.mesh.doctor.finding.Reporting.HopNotReporting;
import org.meshtrio.mesh.doctor.finding.Reporting.ParentsMissing;
import org.meshtrio.mesh.doctor.finding.Sampling.LowSampling;
import org.meshtrio.mesh.doctor.finding.Sampling.RefusedByCaller;
import org.meshtrio.mesh.istio.IstioVersions;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.report.BreakText;
import org.meshtrio.trace.report.HeaderText;
import org.meshtrio.trace.text.Text;

/**
 * A finding in words.
 *
 * @param what what is wrong, one sentence without its full stop
 * @param where the object, namespace or pod to change
 * @param fix the change: a command, or what to write where
 */
public record FindingText(String what, String where, String fix) {

	/** The formats that an application of the trio reads, in order. */
	public static final String CONSUME = "MANAGEMENT_TRACING_PROPAGATION_CONSUME";

	/** Where an application of the trio reports its spans. */
	public static final String ENDPOINT = "MANAGEMENT_TRACING_EXPORT_ZIPKIN_ENDPOINT";

	/** Whether an application of the trio forwards headers. */
	public static final String FORWARD = "MESH_PROPAGATION_FORWARD";

	/**
	 * Puts a finding into words.
	 * @param finding the finding
	 * @return the words
	 */
	public static FindingText of(Finding finding) {
		if (finding instanceof SomeProxies some) {
			FindingText text = of(some.finding());
			return new FindingText("for the proxies of " + Text.list(some.proxies()) + ", " + text.what(), text.where(),
					text.fix());
		}
		if (finding instanceof NoSpans noSpans) {
			return NoSpansText.of(noSpans);
		}
		if (finding instanceof CollectorFault fault) {
			return CollectorFaultText.of(fault);
		}
		if (finding instanceof UnseenProxy unseen) {
			return UnseenProxyText.of(unseen);
		}
		if (finding instanceof Sampling sampling) {
			return sampling(sampling);
		}
		if (finding instanceof Format format) {
			return format(format);
		}
		if (finding instanceof Forwarding forwarding) {
			return forwarding(forwarding);
		}
		return reporting((Reporting) finding);
	}

	private static FindingText sampling(Sampling finding) {
		if (finding instanceof LowSampling low) {
			return new FindingText(
					"only " + percent(low.percentage()) + " of the requests are recorded, "
							+ (low.isDefault() ? "the default here, because no Telemetry sets randomSamplingPercentage"
									: "as " + low.by() + " says (randomSamplingPercentage)")
							+ ", and the others leave no spans",
					low.by().toString(),
					low.by().isTelemetry() ? low.by().patch("add", "randomSamplingPercentage", "100")
							: NoSpansText.telemetry(low.rootNamespace(), low.provider()));
		}
		RefusedByCaller refused = (RefusedByCaller) finding;
		return new FindingText(
				"the caller asks not to record its requests (" + HeaderText.decision(refused.header())
						+ "), and the proxies comply, whatever the mesh samples",
				"the caller",
				"let it send no sampling decision, or the decision to record (x-b3-sampled: 1, traceparent with the"
						+ " flags 01)");
	}

	/**
	 * A percentage for people.
	 * @param percentage the percentage
	 * @return such as {@code 0.5 %}
	 */
	public static String percent(double percentage) {
		return ((percentage == Math.rint(percentage)) ? String.valueOf((long) percentage)
				: String.format(Locale.ROOT, "%s", percentage)) + " %";
	}

	private static FindingText format(Format finding) {
		if (finding instanceof NotRead notRead) {
			return new FindingText(what(notRead.broken()), place(notRead.to()),
					consume(notRead.to(), notRead.wanted(), notRead.consumeIsSet()));
		}
		if (finding instanceof NotReadByProxies lost) {
			return new FindingText(what(lost.broken()),
					"the proxies between " + place(lost.from()) + " and " + place(lost.to()),
					"use a provider that reads what the services write (since Istio "
							+ IstioVersions.BOTH_FORMATS.since()
							+ ", traceContextOption: USE_B3_WITH_W3C_PROPAGATION of a zipkin provider reads and writes"
							+ " both formats)");
		}
		if (finding instanceof StaleContextFirst stale) {
			String headers = Text.list(stale.headers());
			String renewed = stale.renewed().headers();
			return new FindingText(
					name(stale.hop()) + " reads " + headers + " before " + renewed + ", but the proxies renew only "
							+ renewed + ": " + twoTraces(name(stale.hop()), headers),
					place(stale.hop()), consume(stale.hop(), stale.renewed(), stale.consumeIsSet()));
		}
		StaleContextUsed stale = (StaleContextUsed) finding;
		String service = Text.safe(stale.service());
		String renewed = stale.renewed().headers();
		String used = (stale.renewed() == ProxyFormat.W3C) ? "b3 and x-b3-*" : ProxyFormat.W3C.headers();
		return new FindingText(
				service + " uses " + used + " although " + renewed + " arrived too, but the proxies renew only "
						+ renewed + ": " + twoTraces(service, used),
				"the tracer of " + service, "let it read " + renewed + " first; in Spring Boot with Brave"
						+ " management.tracing.propagation.consume=" + stale.renewed().consume());
	}

	private static String twoTraces(String service, String headers) {
		return "if a caller sends " + headers + " too, the spans of " + service
				+ " are in another trace than the proxies' spans";
	}

	private static FindingText forwarding(Forwarding finding) {
		if (finding instanceof NotForwarded not) {
			return new FindingText(what(not.broken()), place(not.from()), not.forwardIsSet()
					? set(not.from(), FORWARD, "true")
					: "forward the headers of docs/propagation.md, with a client from Boot's" + " RestClient.Builder");
		}
		CallsInNewTrace calls = (CallsInNewTrace) finding;
		String service = Text.safe(calls.service());
		return new FindingText(
				"the trace breaks between " + service + " and "
						+ Text.list(calls.called().stream().map(Text::safe).toList()) + ": " + service
						+ " received a request in one trace, and made its calls in a new one",
				"the application of " + service,
				"copy " + ((calls.renewed() != null) ? calls.renewed().headers() : "the trace headers")
						+ " and x-request-id of each request onto the calls that it leads to, or make spans with a"
						+ " tracer that reads and writes them (docs/propagation.md)");
	}

	private static FindingText reporting(Reporting finding) {
		if (finding instanceof HopNotReporting hop) {
			return new FindingText(
					notReported(name(hop.hop()), hop.store())
							+ ((hop.endpoint() != null) ? ": it reports to " + Text.safe(hop.endpoint()) : ""),
					place(hop.hop()),
					set(hop.hop(), ENDPOINT, "http://zipkin." + Installation.ROOT + ":9411/api/v2/spans"));
		}
		ParentsMissing missing = (ParentsMissing) finding;
		String service = Text.safe(missing.service());
		return new FindingText(notReported(service, missing.store()), "the application of " + service,
				"let its tracer report to this store too (in Spring Boot: management.tracing.export.zipkin.endpoint, or"
						+ " that of OTLP), or let it copy the headers and make no spans");
	}

	private static String notReported(String service, String store) {
		return service + " makes spans and sends their ids to the next hop, but " + store + " doesn't have them";
	}

	private static String what(Break broken) {
		return "the trace breaks between " + BreakText.from(broken) + " and " + BreakText.to(broken) + ": "
				+ BreakText.reason(broken);
	}

	private static String consume(Instance hop, ProxyFormat wanted, boolean isSet) {
		return isSet ? set(hop, CONSUME, wanted.consume())
				: "kubectl apply -n " + namespace(hop) + " -f istio/telemetry/" + wanted.folder()
						+ "/propagation.yaml && kubectl rollout restart -n " + namespace(hop) + " deployment";
	}

	private static String set(Instance hop, String variable, String value) {
		return "kubectl set env -n " + namespace(hop) + " deployment -l app=" + name(hop) + " " + variable + "="
				+ value;
	}

	private static String place(Instance hop) {
		return (hop.pod() != null) ? "pod " + Text.safe(hop.pod()) + " in namespace " + namespace(hop) : name(hop);
	}

	private static String namespace(Instance hop) {
		return (hop.namespace() != null) ? Text.safe(hop.namespace()) : "NAMESPACE";
	}

	private static String name(Instance hop) {
		return Text.safe(hop.service());
	}

}
