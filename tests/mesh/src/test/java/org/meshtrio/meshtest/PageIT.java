package org.meshtrio.meshtest;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.PageOnMesh;
import org.meshtrio.meshtest.support.Poll;
import org.meshtrio.meshtest.support.SavedMeshSettings;
import org.meshtrio.meshtest.support.TestGateway;
import org.meshtrio.meshtest.support.TrioWithVersions;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The live page through the gateway: what it shows of pods and of a restart, and what the
 * labs say that it shows. {@code -Dtrio.images.keep=true} replaces the labs' pictures in
 * {@code docs/images}.
 */
@OnMesh
class PageIT {

	private static final String NAMESPACE = "trio-test-page";

	/** Of these, v2 gets 60 on average, with a standard deviation of 7. */
	private static final int REQUESTS = 300;

	private final Mesh mesh;

	private TrioWithVersions trio;

	private PageOnMesh page;

	private Browser browser;

	PageIT(Mesh mesh) {
		this.mesh = mesh;
	}

	@BeforeAll
	void deploy() throws Exception {
		if (!Browser.isInstalled()) {
			String leftOut = "mesh tests: the live page is left out, because there is no chromium or no chromedriver";
			System.out.println(leftOut);
			Assumptions.abort(leftOut);
		}
		allowPlainText();
		this.trio = new TrioWithVersions(this.mesh, NAMESPACE);
		this.page = new PageOnMesh(NAMESPACE, this.mesh.gateway().httpsPort());
		this.browser = this.page.browser();
	}

	@AfterAll
	void closeBrowser() {
		if (this.page != null) {
			this.page.close();
		}
	}

	@AfterEach
	void removeLabs() throws ClusterException {
		this.trio.removeLabs();
	}

	@Test
	void theChainWithItsPodsIsJoined() throws Exception {
		this.page.open("");

		assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
		assertThat(this.browser.text("#reason")).isEqualTo("service0, service1 and service2 are in one trace.");
		List<String> pods = this.browser.texts("#chain .pod");
		assertThat(pods).hasSize(3);
		for (int hop = 0; hop < pods.size(); hop++) {
			assertThat(pods.get(hop)).as("the pod in box %s", hop).isIn(this.trio.pods("service" + hop));
		}
		assertThat(this.browser.texts("#chain .edge .what")).hasSize(3)
			.last()
			.asString()
			.matches("[1-9] trace headers?");
		assertThat(this.browser.run(
				"return [...new Set(performance.getEntriesByType('resource').map((one) => one.nextHopProtocol))].join()"))
			.isEqualTo("h2");
		assertThat(this.browser.network()).isNotEmpty()
			.allMatch((event) -> event.contains("\"url\":\"https://" + TestGateway.host(NAMESPACE) + "/service0")
					|| event.contains("\"url\":\"data:"));
		assertThat(this.browser.console()).as("errors, and violations of the policy").isEmpty();
	}

	@Test
	void aRollingRestartIsNoErrorAndShowsTheNewPods() throws Exception {
		Set<String> before = this.trio.pods("service1");
		this.page.open("by=service1&over=600");
		this.page.start();
		this.page.awaitAnswers(30);

		kubectl("rollout", "restart", "-n", NAMESPACE, "deployment", "-l", "app=service1");
		this.mesh.awaitReady(NAMESPACE);
		Poll.until("only new pods", "true",
				() -> String.valueOf(this.trio.pods("service1").stream().noneMatch(before::contains)));
		this.page.awaitAnswers(this.page.answers() + 30);
		this.page.stop();

		assertThat(this.page.errors()).as("statuses other than 200 of %s requests", this.page.answers()).isEmpty();
		assertThat(this.browser.count("#grid .error")).as("squares with an error").isZero();
		assertThat(this.browser.count("#grid .torn")).as("squares with a broken trace").isZero();
		assertThat(this.page.shares("status")).singleElement().asString().startsWith("200 100 %");
		assertThat(this.browser.texts("#chain .pod")).hasSize(3)
			.element(1)
			.satisfies((pod) -> assertThat(this.trio.pods("service1")).contains(pod));
		System.out.println("mesh tests: the live page sent " + this.page.answers()
				+ " requests during a rolling restart of service1, and showed no error");
	}

	@Test
	void trafficShifting() throws Exception {
		lab("traffic-shifting/half.yaml", "traffic-shifting/most.yaml");
		this.trio.awaitVersions(List.of("service1 v1", "service1 v2"));
		Poll.until("the weights", ".*\"weight\": 80\\b.*\"weight\": 20\\b.*", this::routesOfService0);

		this.page.openLinkOf("traffic-shifting");
		this.browser.run("location.hash += '&over=600'");
		this.page.run(REQUESTS);

		int all = this.page.answers();
		int v2 = this.page.answersOf("service1", "v2");
		assertThat(this.page.errors()).isEmpty();
		assertThat((double) v2 / all).as("share of v2 among %s answers", all).isBetween(0.1, 0.3);
		assertThat(this.page.shares("service1")).containsExactly(share("v1", all - v2, all), share("v2", v2, all));
		assertThat(this.browser.count("#grid .version1")).as("squares of v2").isBetween(20, 80);
		this.browser.shootForDocs("lab-traffic-shifting");
	}

	private static String share(String version, int count, int all) {
		return "%s %d %%, %d of %d".formatted(version, Math.round(100.0 * count / all), count, all);
	}

	private String routesOfService0() throws ClusterException {
		return this.mesh.cluster()
			.kubectl("exec", "-n", NAMESPACE, "deployment/service0-v1", "-c", "istio-proxy", "--", "pilot-agent",
					"request", "GET", "config_dump?resource=dynamic_route_configs");
	}

	@Test
	void requestRouting() throws Exception {
		lab("request-routing/v1.yaml", "request-routing/end-user.yaml");
		this.trio.awaitVersions(List.of("service1 v2", "service2 v3"), "end-user: jason");

		this.page.openLinkOf("request-routing");

		assertThat(this.browser.texts("#chain .name")).containsExactly("you", "service0 v1", "service1 v2",
				"service2 v3");
		this.browser.shootForDocs("lab-request-routing");
		this.browser.run("location.hash = 'by=service1'");
		this.browser.click("#one");
		this.browser.untilText("#chain", "service1 v1");
		assertThat(this.browser.texts("#chain .name")).containsExactly("you", "service0 v1", "service1 v1",
				"service2 v1");
	}

	@Test
	void loadBalancing() throws Exception {
		lab("load-balancing/round-robin.yaml");
		this.page.openLinkOf("load-balancing");
		this.page.run(120);
		int all = this.page.answers();
		for (String version : List.of("v1", "v2", "v3")) {
			assertThat((double) this.page.answersOf("service2", version) / all).as("share of %s", version)
				.isBetween(0.23, 0.43);
		}

		lab("load-balancing/hash.yaml");
		Poll.until("one version for ann", "1", () -> String
			.valueOf(this.trio.versions("end-user: ann").stream().filter((one) -> one.startsWith("service2")).count()));
		this.page.changeToLastLinkOf("load-balancing");
		this.page.run(all + 110);
		assertThat(this.browser.run("return new Set(window.answers.slice(arguments[0]).flatMap(({ versions }) =>"
				+ " versions.filter((one) => one.startsWith('service2')))).size", all))
			.as("versions that answer ann")
			.isEqualTo(1L);
		this.browser.shootForDocs("lab-load-balancing");
	}

	@Test
	void canary() throws Exception {
		lab("canary/v1.yaml", "canary/v4.yaml");
		this.mesh.awaitReady(NAMESPACE);
		this.trio.applyFilled(NAMESPACE, "istio/labs/canary/shift.yaml", "CANARY", "v4", "STABLE", "90", "WEIGHT",
				"10");
		this.page.openLinkOf("canary");
		this.page.start();
		this.browser.until("errors of a bad version", "return window.answers.length >= 100"
				+ " && window.answers.filter(({ status }) => status === 503).length >= 10");
		this.page.stop();

		assertThat(this.page.errors()).containsOnly(503L).hasSize(this.page.answersOf("service2", "v4"));
		assertThat(this.page.errors().size()).as("a tenth of %s answers", this.page.answers())
			.isLessThan(this.page.answers() / 3);
		assertThat(this.browser.count("#grid .error")).as("squares of errors").isEqualTo(this.page.errors().size());
		assertThat(this.browser.count("#grid .error.version3")).as("of v4").isEqualTo(this.page.errors().size());
		this.browser.shootForDocs("lab-canary");
	}

	@Test
	void faultInjection() throws Exception {
		lab("fault-injection/abort.yaml");
		this.trio.awaitAnswer("HTTP/2 500 ", "end-user: jason");

		this.page.openLinkOf("fault-injection");

		assertThat(this.browser.text("#chain .box.leaf")).contains("500 · not a hop");
		assertThat(this.browser.text("#failure"))
			.isEqualTo("Failed: service0 answered 500, because http://service1, which isn't a hop, answered 500.");
		this.browser.shootForDocs("lab-fault-injection");
	}

	@Test
	void retries() throws Exception {
		lab("retries/on.yaml");
		this.trio.awaitAnswer("HTTP/2 200 ", "trio-fault: service2=503;attempt<3");

		this.page.openLinkOf("retries");

		assertThat(this.browser.texts("#chain .box.failed")).isEmpty();
		assertThat(this.page.errors()).isEmpty();
		assertThat(this.page.received("x-envoy-attempt-count")).endsWith("3");
		this.browser.shootForDocs("lab-retries");
	}

	@Test
	void mirroring() throws Exception {
		lab("mirroring/v1.yaml", "mirroring/mirror-100.yaml");
		this.trio.awaitVersions(List.of("service2 v1"));

		this.page.openLinkOf("mirroring");
		this.page.run(60);

		assertThat(this.browser.count("#grid .square:enabled")).isEqualTo(this.page.answers());
		assertThat(this.browser.count("#grid .version0")).as("squares of v1").isEqualTo(this.page.answers());
		this.browser.shootForDocs("lab-mirroring");
	}

	@Test
	void circuitBreaking() throws Exception {
		lab("circuit-breaking/v1.yaml", "circuit-breaking/limits.yaml");
		this.trio.awaitVersions(List.of("service1 v1"));

		this.page.openLinkOf("circuit-breaking");
		this.page.run(150);

		assertThat(this.page.errors()).hasSizeBetween(30, 149).containsOnly(503L);
		assertThat(this.browser.texts("#shares .share:first-child")).singleElement().asString().contains("200", "503");
		this.browser.shootForDocs("lab-circuit-breaking");
	}

	@Test
	void outlierDetection() throws Exception {
		lab("outlier-detection/v4.yaml");
		this.mesh.awaitReady(NAMESPACE);
		this.trio.awaitVersions(List.of("service2 v1", "service2 v2", "service2 v3", "service2 v4"));
		this.page.openLinkOf("outlier-detection");
		this.page.start();
		this.browser.until("errors", "return window.answers.filter(({ status }) => status === 503).length >= 5");

		lab("outlier-detection/outlier.yaml");

		// With a fourth of the requests, v4 would miss 60 in a row once in 30 million
		// times.
		this.browser.until("60 answers without an error", "return window.answers.length >= 60"
				+ " && window.answers.slice(-60).every(({ status }) => status === 200)");
		this.page.stop();
		assertThat(this.page.errors()).containsOnly(503L).hasSize(this.page.answersOf("service2", "v4"));
		this.browser.shootForDocs("lab-outlier-detection");
	}

	@Test
	void mtlsMigration() throws Exception {
		this.trio.apply("k8s/client.yaml");
		this.mesh.awaitReady(NAMESPACE);
		this.page.openLinkOf("mtls-migration");
		this.page.start();
		try {
			this.trio.applyFilled(SavedMeshSettings.ROOT, "istio/labs/mtls-migration/mesh.yaml", "NAMESPACE",
					NAMESPACE);
			Poll.until("the answer to plain text", "000", this::plainText);
			this.page.awaitAnswers(this.page.answers() + 30);
		}
		finally {
			allowPlainText();
		}
		this.page.stop();

		assertThat(this.page.errors()).as("errors among %s answers", this.page.answers()).isEmpty();
		assertThat(this.browser.count("#grid .error")).isZero();
		assertThat(this.page.received("x-forwarded-client-cert"))
			.contains("URI=spiffe://cluster.local/ns/" + NAMESPACE + "/sa/service1");
		this.browser.shootForDocs("lab-mtls-migration");
	}

	private String plainText() throws ClusterException {
		return this.mesh.cluster()
			.run("", "exec", "-n", NAMESPACE, "deployment/client-outside", "--", "curl", "-s", "-m", "5", "-o",
					"/dev/null", "-w", "%{http_code}", "http://service2/version")
			.output();
	}

	/** The rule is the whole mesh's, and a killed run leaves it. */
	private void allowPlainText() throws ClusterException {
		kubectl("delete", "peerauthentication", "-n", SavedMeshSettings.ROOT, "-l",
				"trio.lab=mtls-migration,trio.lab.course=" + NAMESPACE);
	}

	@Test
	void tracing() throws Exception {
		this.page.openLinkOf("tracing");

		assertThat(this.browser.text("#headline")).startsWith("Broken between service0 and service1");
		assertThat(this.browser.texts("#chain .edge.broken .what")).hasSize(2);
		this.browser.shootForDocs("lab-tracing");
	}

	private void lab(String... manifests) throws ClusterException {
		for (String manifest : manifests) {
			this.trio.apply("istio/labs/" + manifest);
		}
	}

	private void kubectl(String... arguments) throws ClusterException {
		this.mesh.cluster().kubectl(arguments);
	}

}
