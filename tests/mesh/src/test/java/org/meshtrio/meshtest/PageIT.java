package org.meshtrio.meshtest;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.meshtest.support.Curl;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.PageOnMesh;
import org.meshtrio.meshtest.support.Poll;
import org.meshtrio.meshtest.support.TestGateway;
import org.meshtrio.page.browser.Browser;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The live page through the gateway: what it shows of pods, of weights, and of a restart,
 * and what the labs say that it shows. {@code -Dtrio.images.keep=true} replaces the labs'
 * pictures in {@code docs/images}.
 */
@OnMesh
class PageIT {

	private static final String NAMESPACE = "trio-test-page";

	/** Of these, v2 gets 60 on average, with a standard deviation of 7. */
	private static final int REQUESTS = 300;

	private static final String LABS = "trio.lab in (circuit-breaking, fault-injection, mirroring,"
			+ " request-routing, traffic-shifting)";

	private final Mesh mesh;

	private final Cluster cluster;

	private Curl curl;

	private PageOnMesh page;

	private Browser browser;

	PageIT(Mesh mesh) {
		this.mesh = mesh;
		this.cluster = mesh.cluster();
	}

	@BeforeAll
	void deploy() throws Exception {
		if (!Browser.isInstalled()) {
			String leftOut = "mesh tests: the live page is left out, because there is no chromium or no chromedriver";
			System.out.println(leftOut);
			Assumptions.abort(leftOut);
		}
		this.mesh.settings().provider("otel");
		this.mesh.namespace(NAMESPACE);
		this.cluster.kubectl("apply", "-n", NAMESPACE, "-f", Mesh.file("istio/telemetry/otel/propagation.yaml"));
		this.mesh.apply(NAMESPACE, "");
		this.cluster.kubectl("apply", "-n", NAMESPACE, "-k", Mesh.file("k8s/versions"));
		this.mesh.gateway().open(NAMESPACE);
		this.mesh.awaitReady(NAMESPACE);
		this.curl = new Curl(NAMESPACE, this.mesh.gateway().httpPort(), this.mesh.gateway().httpsPort());
		Poll.until("the chain through the gateway", "HTTP/2 200 .*", () -> this.curl.path("/service0"));
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
		this.cluster.kubectl("delete", "virtualservice,destinationrule", "-n", NAMESPACE, "-l", LABS);
		Poll.until("all versions again", "v1 v2 v3", () -> String.join(" ", versions("service1")));
	}

	@Test
	void theChainWithItsPodsIsJoined() throws Exception {
		this.page.open("");

		assertThat(this.browser.text("#headline")).isEqualTo("Joined:");
		assertThat(this.browser.text("#reason")).isEqualTo("service0, service1 and service2 are in one trace.");
		List<String> pods = this.browser.texts("#chain .pod");
		assertThat(pods).hasSize(3);
		for (int hop = 0; hop < pods.size(); hop++) {
			assertThat(pods.get(hop)).as("the pod in box %s", hop).isIn(pods("service" + hop));
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
		Set<String> before = pods("service1");
		this.page.open("by=service1&over=600");
		this.page.start();
		this.browser.until("some answers", "return window.answers.length >= 30");

		this.cluster.kubectl("rollout", "restart", "-n", NAMESPACE, "deployment", "-l", "app=service1");
		this.mesh.awaitReady(NAMESPACE);
		Poll.until("only new pods", "true",
				() -> String.valueOf(pods("service1").stream().noneMatch(before::contains)));
		int restarted = this.page.answers();
		this.browser.until("answers after the restart", "return window.answers.length >= arguments[0]", restarted + 30);
		this.page.stop();

		assertThat(this.page.errors()).as("statuses other than 200 of %s requests", this.page.answers()).isEmpty();
		assertThat(this.browser.count("#grid .error")).as("squares with an error").isZero();
		assertThat(this.browser.count("#grid .torn")).as("squares with a broken trace").isZero();
		assertThat(this.page.shares("status")).singleElement().asString().startsWith("200 100 %");
		assertThat(this.browser.texts("#chain .pod")).hasSize(3)
			.element(1)
			.satisfies((pod) -> assertThat(pods("service1")).contains(pod));
		System.out.println("mesh tests: the live page sent " + this.page.answers()
				+ " requests during a rolling restart of service1, and showed no error");
	}

	@Test
	void trafficShifting() throws Exception {
		apply("traffic-shifting/half.yaml", "traffic-shifting/most.yaml");
		Poll.until("v3 gets nothing", "v1 v2", () -> String.join(" ", versions("service1")));
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
		return this.cluster.kubectl("exec", "-n", NAMESPACE, "deployment/service0-v1", "-c", "istio-proxy", "--",
				"pilot-agent", "request", "GET", "config_dump?resource=dynamic_route_configs");
	}

	@Test
	void requestRouting() throws Exception {
		apply("request-routing/v1.yaml", "request-routing/end-user.yaml");
		Poll.until("jason's versions", "v2, v3", () -> String.join(" ", versions("service1", "end-user: jason")) + ", "
				+ String.join(" ", versions("service2", "end-user: jason")));

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
	void faultInjection() throws Exception {
		apply("fault-injection/abort.yaml");
		Poll.until("jason's error", "HTTP/2 500 .*", () -> this.curl.get(url(), "-H", "end-user: jason"));

		this.page.openLinkOf("fault-injection");

		assertThat(this.browser.text("#chain .box.leaf")).contains("500 · not a hop");
		assertThat(this.browser.text("#failure"))
			.isEqualTo("Failed: service0 answered 500, because http://service1, which isn't a hop, answered 500.");
		this.browser.shootForDocs("lab-fault-injection");
	}

	@Test
	void mirroring() throws Exception {
		apply("mirroring/v1.yaml", "mirroring/mirror-100.yaml");
		Poll.until("only v1", "v1", () -> String.join(" ", versions("service2")));

		this.page.openLinkOf("mirroring");
		this.page.run(60);

		assertThat(this.browser.count("#grid .square:enabled")).isEqualTo(this.browser.count("#grid .version0"));
		this.browser.shootForDocs("lab-mirroring");
	}

	@Test
	void circuitBreaking() throws Exception {
		apply("circuit-breaking/v1.yaml", "circuit-breaking/limits.yaml");
		Poll.until("only v1", "v1", () -> String.join(" ", versions("service1")));

		this.page.openLinkOf("circuit-breaking");
		this.page.run(150);

		assertThat(this.page.errors()).hasSizeBetween(30, 149).containsOnly(503L);
		assertThat(this.browser.texts("#shares .share:first-child")).singleElement().asString().contains("200", "503");
		this.browser.shootForDocs("lab-circuit-breaking");
	}

	@Test
	void tracing() throws Exception {
		this.page.openLinkOf("tracing");

		assertThat(this.browser.text("#headline")).startsWith("Broken between service0 and service1");
		assertThat(this.browser.texts("#chain .edge.broken .what")).hasSize(2);
		this.browser.shootForDocs("lab-tracing");
	}

	private void apply(String... manifests) throws ClusterException {
		for (String manifest : manifests) {
			this.cluster.kubectl("apply", "-n", NAMESPACE, "-f", Mesh.file("istio/labs/" + manifest));
		}
	}

	private static String url() {
		return TestGateway.url(NAMESPACE).toString();
	}

	/** The versions of a service that answer thirty requests. */
	private Set<String> versions(String service, String... headers) throws ClusterException {
		String[] options = new String[2 + 2 * headers.length];
		options[0] = "-H";
		options[1] = "accept: application/json";
		for (int i = 0; i < headers.length; i++) {
			options[2 + 2 * i] = "-H";
			options[3 + 2 * i] = headers[i];
		}
		Set<String> versions = new TreeSet<>();
		Matcher matcher = Pattern.compile("\"service\":\"" + service + "\",\"version\":\"([^\"]+)\"")
			.matcher(this.curl.get(url() + "?n=[1-30]", options));
		while (matcher.find()) {
			versions.add(matcher.group(1));
		}
		return versions;
	}

	/**
	 * The pods of a service, the old ones too until they are gone, as the page names
	 * them.
	 */
	private Set<String> pods(String service) throws ClusterException {
		Set<String> pods = new TreeSet<>();
		for (JsonNode pod : this.cluster.get("pods", "-n", NAMESPACE, "-l", "app=" + service).path("items")) {
			pods.add(NAMESPACE + "/" + pod.path("metadata").path("name").asString());
		}
		return pods;
	}

}
