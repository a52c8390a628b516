package org.meshtrio.check.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.meshtrio.check.capture.Answer;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.report.VerdictText;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.rule.Topic;
import org.meshtrio.check.run.FakeService.Fault;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckerTest {

	private static final Duration LATE = Duration.ofSeconds(1);

	/** For a service that makes all calls before its response. */
	private static final Duration NOT_LATE = Duration.ofMillis(20);

	/** Those that a late call can break, but for the one with 200 requests. */
	private static final Set<Rule> CALLS = EnumSet.of(Rule.TRACE_CONTINUED, Rule.POST_CONTINUED,
			Rule.AFTER_ERROR_CONTINUED, Rule.AFTER_RESET_CONTINUED, Rule.WHEN_SLOW_CONTINUED, Rule.FAN_OUT_CONTINUED,
			Rule.LATE_CALLS_CONTINUED);

	@ParameterizedTest
	@EnumSource
	void aServiceThatKeepsEveryRulePasses(Way way) throws Exception {
		CheckResult result = check(way, Faults.NONE, false, EnumSet.allOf(Rule.class));
		assertThat(result.way()).isEqualTo(way);
		assertThat(result.baseline().main()).hasSize(2);
		assertThat(failed(result)).isEmpty();
		assertThat(notJudged(result)).containsExactly(Rule.LATE_CALLS_CONTINUED);
	}

	@Test
	void aLateCallInTheTracePasses() throws Exception {
		CheckResult result = check(Way.UPSTREAM, Faults.NONE, true, CALLS);
		assertThat(result.baseline().main()).hasSize(2);
		assertThat(result.baseline().lateCalls()).hasSize(1);
		assertThat(result.verdicts().values()).allMatch(Verdict.Passed.class::isInstance);
	}

	@Test
	void aLateCallInAnotherTraceBreaksItsRuleAndNoOther() throws Exception {
		CheckResult result = check(Way.UPSTREAM, Faults.of(Rule.LATE_CALLS_CONTINUED), true, CALLS);
		assertThat(failed(result)).containsOnlyKeys(Rule.LATE_CALLS_CONTINUED.id());
		assertThat(notJudged(result)).isEmpty();
	}

	/** It comes when the check has already sent its next request. */
	@Test
	void aCallThatComesLaterThanTheCheckWaitsDoesntCountForAnotherRequest() throws Exception {
		try (Capture capture = capture();
				FakeStore store = new FakeStore(false);
				FakeService service = new FakeService(capture.port(), Way.UPSTREAM, Faults.NONE, true, store)) {
			CheckResult result = new Checker(request(service.url(), NOT_LATE, CALLS, null), capture).check();
			assertThat(failed(result)).isEmpty();
			assertThat(notJudged(result)).containsExactly(Rule.LATE_CALLS_CONTINUED);
		}
	}

	@Tag("slow")
	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "LATE_CALLS_CONTINUED")
	void eachFaultBreaksItsRuleAndNoOther(Rule rule) throws Exception {
		CheckResult result = check(Way.UPSTREAM, Faults.of(rule), false, near(rule));
		assertThat(failed(result)).containsOnlyKeys(rule.id());
		assertThat(notJudged(result)).allMatch((other) -> other == Rule.LATE_CALLS_CONTINUED || dependsOn(other, rule));
	}

	/**
	 * To be quick, those of the rule's topic and about the contexts themselves; for a
	 * rule about contexts, all. The rule with 200 requests is for its own fault.
	 */
	private static Set<Rule> near(Rule rule) {
		Set<Topic> contexts = EnumSet.of(Topic.W3C, Topic.B3);
		Set<Rule> rules = EnumSet.allOf(Rule.class);
		rules.removeIf(
				(other) -> (other == Rule.PARALLEL_NOT_MIXED && rule != other) || (!contexts.contains(rule.topic())
						&& !contexts.contains(other.topic()) && other.topic() != rule.topic()));
		return rules;
	}

	@Test
	void oneRuleIsJudgedWithThoseThatItNeeds() throws Exception {
		try (Capture capture = capture();
				FakeStore store = new FakeStore(false);
				FakeService service = new FakeService(capture.port(), Way.UPSTREAM, Faults.of(Rule.W3C_CONTINUED),
						false, store)) {
			CheckResult result = new Checker(request(service.url(), NOT_LATE, Set.of(Rule.TRACESTATE_ORDER), null),
					capture)
				.check();
			assertThat(result.verdicts()).containsExactly(Map.entry(Rule.TRACESTATE_ORDER,
					new Verdict.NotJudged(new Verdict.Reason.Needs(Rule.TRACESTATE_KEPT))));
		}
	}

	@Test
	void aServiceThatDoesntAnswerIsNamed() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		try (Capture capture = capture()) {
			assertThatThrownBy(() -> check(URI.create("http://127.0.0.1:" + port), capture))
				.isInstanceOf(CheckException.class)
				.hasMessage("The service gave no response: nothing listens there (connection refused). Start it, or"
						+ " name its URL");
		}
	}

	@Test
	void aServiceThatCallsNothingIsNamed() throws Exception {
		try (Capture capture = capture(); Capture lonely = capture()) {
			assertThatThrownBy(() -> check(URI.create("http://127.0.0.1:" + lonely.port() + "/"), capture))
				.isInstanceOf(CheckException.class)
				.hasMessageStartingWith("The service answered 200, but sent nothing to the capture at port "
						+ capture.port() + ". Start it with one of the settings above");
		}
	}

	private static CheckResult check(Way way, Fault fault, boolean late, Set<Rule> rules) throws Exception {
		Duration slow = (late || FakeService.hurries(fault)) ? FakeService.SLOW.plusMillis(50) : Duration.ofMillis(10);
		try (Capture capture = capture(slow);
				FakeStore store = new FakeStore(false);
				FakeService service = new FakeService(capture.port(), way, fault, late, store);
				CaseRelay relay = new CaseRelay(service.url())) {
			return new Checker(request(relay.url(), late ? LATE : NOT_LATE, rules, store.url()), capture).check();
		}
	}

	private static CheckResult check(URI url, Capture capture) throws CheckException {
		return new Checker(request(url, NOT_LATE, EnumSet.allOf(Rule.class), null), capture).check();
	}

	private static CheckRequest request(URI url, Duration late, Set<Rule> rules, URI store) {
		return new CheckRequest(url, Headers.NONE, Duration.ofSeconds(20), Duration.ofMillis(200), late, rules,
				Set.of("x-tenant"), false, store, null);
	}

	private static Capture capture() throws IOException {
		return capture(Duration.ZERO);
	}

	private static Capture capture(Duration slow) throws IOException {
		return Capture.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				(request, body) -> Answer.DEFAULT, slow);
	}

	private static Map<String, String> failed(CheckResult result) {
		return result.verdicts()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() instanceof Verdict.Failed)
			.collect(Collectors.toMap((entry) -> entry.getKey().id(),
					(entry) -> String.valueOf(VerdictText.detail(entry.getValue()))));
	}

	private static List<Rule> notJudged(CheckResult result) {
		return result.verdicts()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() instanceof Verdict.NotJudged)
			.map(Map.Entry::getKey)
			.toList();
	}

	private static boolean dependsOn(Rule rule, Rule broken) {
		return rule.needs().stream().anyMatch((needed) -> needed == broken || dependsOn(needed, broken));
	}

}
