package org.meshtrio.meshtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.course.Labs;
import org.meshtrio.course.run.Lab;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.meshtest.support.Mesh;
import org.meshtrio.meshtest.support.OnMesh;
import org.meshtrio.meshtest.support.SavedMeshSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The course: runs each lab with {@code ./trio lab run}, in a random order
 * ({@code -Dlabs.seed} repeats one). Each must leave the cluster unchanged.
 */
@OnMesh
@Tag("lab")
class LabsIT {

	private static final String NAMESPACE = "trio-test-labs";

	private static final String STORAGE = Mesh.file("tests/mesh/src/test/resources/storage.yaml");

	/** The short set: quick labs, one of each kind. */
	private static final Set<String> QUICK = Set.of("install", "request-routing", "ingress", "egress-control",
			"timeout", "retries", "local-rate-limit");

	/** Kinds of objects that come and go by themselves. */
	private static final Set<String> TRANSIENT = Set.of("pods", "events", "events.events.k8s.io", "endpoints",
			"endpointslices.discovery.k8s.io", "replicasets.apps", "leases.coordination.k8s.io",
			"controllerrevisions.apps");

	private final Cluster cluster;

	LabsIT(Mesh mesh) {
		this.cluster = mesh.cluster();
	}

	@BeforeAll
	void deploy(Mesh mesh) throws Exception {
		mesh.apply(NAMESPACE, "");
		this.cluster.kubectl("apply", "-n", NAMESPACE, "-f", Mesh.file("k8s/client.yaml"));
		this.cluster.kubectl("apply", "-n", NAMESPACE, "-k", Mesh.file("k8s/versions"));
		mesh.gateway().open(NAMESPACE);
		mesh.awaitReady(NAMESPACE);
		storage();
	}

	/** One of the labs needs a volume, and a cluster for tests may not have any. */
	private void storage() throws ClusterException {
		// A volume that a killed run left isn't empty.
		removeStorage();
		if (!this.cluster.kubectl("get", "storageclasses", "-o", "yaml").contains("is-default-class: \"true\"")) {
			this.cluster.kubectl("apply", "-f", STORAGE);
			this.cluster.kubectl("wait", "pod/folder", "-n", "trio-test-storage",
					"--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s");
		}
	}

	@AfterAll
	void removeStorage() throws ClusterException {
		this.cluster.kubectl("delete", "-f", STORAGE, "--ignore-not-found");
	}

	static List<String> quick() {
		return shuffled(true);
	}

	static List<String> others() {
		return shuffled(false);
	}

	@ParameterizedTest
	@MethodSource
	@Tag("quick")
	void quick(String lab) throws Exception {
		assertPasses(lab);
	}

	@ParameterizedTest
	@MethodSource
	void others(String lab) throws Exception {
		assertPasses(lab);
	}

	private void assertPasses(String lab) throws Exception {
		String before = objects();
		Path log = Files.createDirectories(Mesh.HOME.resolve("tests/mesh/target/labs")).resolve(lab + ".txt");
		long start = System.nanoTime();
		Subprocess.Result result = Subprocess.run(Duration.ofMinutes(8), "", List.of("env", "TRIO_BUILD=never",
				Mesh.file("trio"), "lab", "run", lab, "--namespace", NAMESPACE, "--context", this.cluster.context()));
		Files.writeString(log, result.output() + result.errors());
		System.out
			.println("lab " + lab + ": " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s, " + log);
		assertThat(result.exitCode())
			.as("the lab " + lab + ", whose last lines are:\n%s%s", tail(result.output()), result.errors())
			.isZero();
		assertThat(objects()).as("objects after the lab " + lab + ", against those before").isEqualTo(before);
	}

	/** All objects that a lab can change, with the number of their changes. */
	private String objects() throws ClusterException {
		String kinds = this.cluster.kubectl("api-resources", "--verbs=list,delete", "--namespaced", "-o", "name")
			.lines()
			.filter((kind) -> !TRANSIENT.contains(kind))
			.sorted()
			.collect(Collectors.joining(","));
		String columns = "custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name,"
				+ "CHANGES:.metadata.generation";
		List<String> objects = new ArrayList<>(
				List.of(this.cluster.kubectl("get", kinds, "-n", NAMESPACE, "--no-headers", "-o", columns)));
		// Objects of other courses on the cluster have another label.
		for (String selector : List.of("!trio.lab.course", "trio.lab.course=" + NAMESPACE)) {
			objects.add(this.cluster.kubectl("get", kinds, "-n", SavedMeshSettings.ROOT, "-l", selector, "--no-headers",
					"-o", columns));
			objects.add(this.cluster.kubectl("get", "namespaces", "-l", selector, "-o", "name"));
		}
		return String.join("", objects);
	}

	private static List<String> shuffled(boolean quick) {
		List<String> labs = new ArrayList<>(
				Labs.all().stream().map(Lab::name).filter((name) -> QUICK.contains(name) == quick).toList());
		assertThat(Labs.all().stream().map(Lab::name)).containsAll(QUICK);
		long seed = Long.getLong("labs.seed", System.nanoTime() % 1000);
		System.out.println("labs: -Dlabs.seed=" + seed + " repeats this order");
		Collections.shuffle(labs, new Random(seed));
		return labs;
	}

	private static String tail(String output) {
		List<String> lines = output.lines().toList();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
	}

}
