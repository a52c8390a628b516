package org.meshtrio.check.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshtrio.check.capture.Answer;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.report.VerdictText;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.FakeService.Fault;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Reason;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A service that reports its spans, and whose calls nobody sees. */
class SpanCheckerTest {

	/** These need no header of a call. */
	private static final Set<Rule> SHOWN = EnumSet.of(Rule.TRACE_CONTINUED, Rule.B3_64_BIT, Rule.NAMES_IN_ANY_CASE,
			Rule.WHITE_SPACE_IGNORED, Rule.VERSION_ACCEPTED, Rule.FLAGS_ACCEPTED, Rule.UNKNOWN_FLAGS_ACCEPTED,
			Rule.SAMPLED_KEPT, Rule.NOT_SAMPLED_KEPT, Rule.MALFORMED_NO_ERROR, Rule.MALFORMED_HIDES_NOTHING,
			Rule.TRACESTATE_NO_HARM, Rule.POST_CONTINUED, Rule.SPANS_REPORTED);

	private Capture next;

	@BeforeEach
	void start() throws IOException {
		this.next = capture();
	}

	@AfterEach
	void stop() {
		this.next.close();
	}

	@Test
	void withoutACallTheSpansAreJudged() throws Exception {
		try (FakeStore store = new FakeStore(false);
				FakeService service = service(Faults.NONE, store);
				Capture unused = capture()) {
			CheckResult result = new Checker(request(service, store), unused).check();
			assertThat(result.way()).isNull();
			assertThat(result.verdicts()).containsOnlyKeys(Rule.values());
			assertThat(of(result, Verdict.Passed.class)).containsOnlyKeys(SHOWN);
			assertThat(of(result, Verdict.Failed.class)).isEmpty();
			assertThat(result.verdicts())
				.containsEntry(Rule.W3C_CONTINUED, new Verdict.NotJudged(Reason.Simple.HEADER_UNSEEN))
				.containsEntry(Rule.TRACESTATE_KEPT, new Verdict.NotJudged(Reason.Simple.ONLY_SPANS))
				.containsEntry(Rule.LATE_CALLS_CONTINUED, new Verdict.NotJudged(Reason.Simple.ONLY_SPANS));
		}
	}

	@Test
	void aCallInAnotherTraceBreaksTheTrace() throws Exception {
		Map<Rule, String> failed = failed(Faults.of(Rule.TRACE_CONTINUED), false);
		assertThat(failed).containsExactly(Map.entry(Rule.TRACE_CONTINUED, "cart called get in another trace"));
	}

	@Test
	void aTraceThatEndsAtTheServiceBreaksItsRule() throws Exception {
		Map<Rule, String> failed = failed(Faults.of(Rule.VERSION_ACCEPTED), false);
		assertThat(failed).containsOnlyKeys(Rule.VERSION_ACCEPTED);
		assertThat(failed.get(Rule.VERSION_ACCEPTED))
			.startsWith("the trace store has spans of cart, but none of a call, in trace ");
	}

	@Test
	void aRecordedTraceThatIsntSampledBreaksItsRule() throws Exception {
		Map<Rule, String> failed = failed(Faults.of(Rule.NOT_SAMPLED_KEPT), false);
		assertThat(failed).containsOnlyKeys(Rule.NOT_SAMPLED_KEPT);
		assertThat(failed.get(Rule.NOT_SAMPLED_KEPT)).endsWith(", which the caller doesn't sample");
	}

	@Test
	void anErrorBecauseOfAMalformedContextIsSeen() throws Exception {
		assertThat(failed(Faults.of(Rule.MALFORMED_NO_ERROR), false)).containsOnlyKeys(Rule.MALFORMED_NO_ERROR);
	}

	@Test
	void sidecarsHideWhatTheServiceReads() throws Exception {
		try (FakeStore store = new FakeStore(true); FakeService service = service(Faults.NONE, store)) {
			CheckResult result = checker(service, store).check();
			assertThat(of(result, Verdict.Passed.class)).containsOnlyKeys(Rule.TRACE_CONTINUED, Rule.SAMPLED_KEPT,
					Rule.NOT_SAMPLED_KEPT, Rule.POST_CONTINUED, Rule.SPANS_REPORTED);
			assertThat(result.verdicts()).containsEntry(Rule.VERSION_ACCEPTED,
					new Verdict.NotJudged(Reason.Simple.BEHIND_PROXIES));
		}
	}

	@Test
	void sidecarsShowACallInAnotherTrace() throws Exception {
		assertThat(failed(Faults.of(Rule.TRACE_CONTINUED), true)).containsOnlyKeys(Rule.TRACE_CONTINUED);
	}

	@Test
	void aStoreWithoutSpansIsNamed() throws Exception {
		try (FakeStore store = new FakeStore(false); FakeService service = service(Faults.REPORTS_NOTHING, store)) {
			assertThatThrownBy(() -> checker(service, store).check()).isInstanceOf(CheckException.class)
				.hasMessageStartingWith("The service answered 200, but Zipkin at " + store.url()
						+ " has no span of it, and none of a call, neither in trace ");
		}
	}

	private Map<Rule, String> failed(Fault fault, boolean sidecars) throws Exception {
		try (FakeStore store = new FakeStore(sidecars); FakeService service = service(fault, store)) {
			return of(checker(service, store).check(), Verdict.Failed.class);
		}
	}

	private FakeService service(Fault fault, FakeStore store) throws IOException {
		return new FakeService(this.next.port(), Way.UPSTREAM, fault, false, store);
	}

	/** The store has the spans at once. */
	private static SpanChecker checker(FakeService service, FakeStore store) throws Exception {
		return new SpanChecker(request(service, store), TraceStore.at(store.url()), Duration.ofMillis(10));
	}

	private static CheckRequest request(FakeService service, FakeStore store) {
		return new CheckRequest(service.url(), Headers.NONE, Duration.ofSeconds(20), Duration.ofMillis(200),
				Duration.ofMillis(20), EnumSet.allOf(Rule.class), Set.of(), false, store.url(), null);
	}

	private static Capture capture() throws IOException {
		return Capture.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				(request, body) -> Answer.DEFAULT, Duration.ZERO);
	}

	private static Map<Rule, String> of(CheckResult result, Class<? extends Verdict> kind) {
		return result.verdicts()
			.entrySet()
			.stream()
			.filter((entry) -> kind.isInstance(entry.getValue()))
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> String.valueOf(VerdictText.detail(entry.getValue()))));
	}

}
