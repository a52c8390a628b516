package org.meshtrio.check.report;

import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.check.capture.CapturedRequest;
import org.meshtrio.check.capture.Way;
import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.check.verdict.Breach;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

	private static final URI TARGET = URI.create("http://localhost:9090/cart");

	private final CapturedRequest call = new CapturedRequest(Way.UPSTREAM, "GET", "/items",
			new Headers(Map.of("b3", List.of("\u001b[31m"), "authorization", List.of("Bearer mine"))));

	@Test
	void junitHasATestForEachRule() throws Exception {
		String xml = JunitXml.of(TARGET, result(), Level.MUST);
		Element suite = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(xml)))
			.getDocumentElement();
		assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("skipped")))
			.containsExactly("4", "1", "2");
		Element failure = (Element) suite.getElementsByTagName("failure").item(0);
		assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("w3c-continued");
		assertThat(failure.getAttribute("message")).isEqualTo("failed: the call has no traceparent");
		assertThat(JunitXml.of(TARGET, result(), Level.SHOULD)).contains("failures=\"2\"", "skipped=\"1\"");
	}

	@Test
	void sarifHasEachFailureWithItsRule() {
		JsonNode run = JsonMapper.shared().valueToTree(Sarif.of(TARGET, result())).get("runs").get(0);
		assertThat(run.get("tool").get("driver").get("rules")).hasSize(Rule.values().length);
		assertThat(run.get("results")).hasSize(2);
		JsonNode result = run.get("results").get(0);
		assertThat(result.get("ruleId").asString()).isEqualTo("w3c-continued");
		assertThat(result.get("level").asString()).isEqualTo("error");
		assertThat(run.get("tool").get("driver").get("rules").get(result.get("ruleIndex").asInt()).get("id").asString())
			.isEqualTo("w3c-continued");
	}

	@Test
	void jsonShowsWhatWasSentAndSeenWithoutCredentials() {
		JsonNode report = JsonMapper.shared().valueToTree(CheckReport.of(TARGET, result()));
		assertThat(report.get("rules").valueStream().map((rule) -> rule.get("verdict").asString()))
			.containsExactly("failed", "passed", "not judged", "failed");
		JsonNode breach = report.get("rules").get(0).get("breaches").get(0);
		assertThat(breach.get("sent").get("traceparent").get(0).asString()).startsWith("00-");
		assertThat(breach.get("seen").get("authorization").get(0).asString()).isEqualTo("[redacted]");
	}

	@Test
	void metricsHaveAGaugeForEachRuleThatWasJudged() {
		assertThat(MetricsText.of(TARGET, result().verdicts(), Instant.ofEpochSecond(7))
			.lines()
			.filter((line) -> !line.startsWith("#")))
			.containsExactly("trio_check_rule_passed{rule=\"w3c-continued\",level=\"must\",url=\"" + TARGET + "\"} 0",
					"trio_check_rule_passed{rule=\"trace-continued\",level=\"must\",url=\"" + TARGET + "\"} 1",
					"trio_check_rule_passed{rule=\"b3-single-continued\",level=\"should\",url=\"" + TARGET + "\"} 0",
					"trio_check_up{url=\"" + TARGET + "\"} 1", "trio_check_time_seconds{url=\"" + TARGET + "\"} 7");
	}

	@Test
	void textIsSafeForATerminal() {
		Breach breach = breach(new Fault.Malformed("b3", List.of("\u001b[31m")), this.call);
		assertThat(Shown.seen(breach)).containsExactlyInAnyOrder("b3: \uFFFD[31m", "authorization: [redacted]");
		assertThat(FaultText.of(breach)).isEqualTo("b3 left malformed: \uFFFD[31m");
	}

	@Test
	void everyTopicHasAFix() {
		for (Rule rule : Rule.values()) {
			assertThat(Fixes.of(rule.topic())).as(rule.id()).isNotEmpty();
		}
	}

	private CheckResult result() {
		Map<Rule, Verdict> verdicts = new LinkedHashMap<>();
		verdicts.put(Rule.W3C_CONTINUED,
				Verdict.of(List.of(breach(new Fault.Missing(List.of("traceparent")), this.call))));
		verdicts.put(Rule.TRACE_CONTINUED, Verdict.PASSED);
		verdicts.put(Rule.LATE_CALLS_CONTINUED, new Verdict.NotJudged(Verdict.Reason.Simple.NO_LATE_CALLS));
		verdicts.put(Rule.B3_SINGLE_CONTINUED, Verdict.of(List.of(breach(new Fault.NoCall(), null))));
		return new CheckResult(Way.UPSTREAM, observation(), verdicts);
	}

	private static Breach breach(Fault fault, @Nullable CapturedRequest call) {
		return new Breach(observation(), call, fault);
	}

	private static Observation observation() {
		Ids ids = Ids.random();
		return new Observation(new SentRequest(Probes.W3C, ids, Probes.W3C.lines(ids)), 200, null, List.of(),
				List.of());
	}

}
