package org.meshtrio.course.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a lab in a namespace that has the trio, and leaves that as it was.
 */
public final class LabRun {

	/** What every lab needs. */
	private static final List<Requirement> STAGE = List.of(
			Requirement.of("install Istio with istioctl install -f istio/install.yaml", "configmap", "istio", "-n",
					"istio-system"),
			Requirement.of("deploy the trio with ./trio deploy, or name its namespace with --namespace NAME",
					"deployment", "service0-v1"),
			Requirement.of("apply k8s/client.yaml there", "deployment", "client"),
			Requirement.of("apply k8s/client.yaml there", "deployment", "client-outside"),
			Requirement.of("apply -k k8s/versions there", "deployment", "service1-v2"),
			Requirement.of("apply -k k8s/versions there", "deployment", "service1-v3"),
			Requirement.of("apply -k k8s/versions there", "deployment", "service2-v2"),
			Requirement.of("apply -k k8s/versions there", "deployment", "service2-v3"));

	private static final List<String> ROUTES = List.of("virtualservices.networking.istio.io",
			"destinationrules.networking.istio.io");

	private final Cluster cluster;

	private final String namespace;

	private final Path home;

	/**
	 * Creates it for a namespace.
	 * @param cluster the cluster
	 * @param namespace the namespace that has the trio
	 * @param home the repository
	 */
	public LabRun(Cluster cluster, String namespace, Path home) {
		this.cluster = cluster;
		this.namespace = namespace;
		this.home = home;
	}

	/**
	 * Runs a lab. What an earlier run of any lab has left is removed before, and what
	 * this one makes after, also where it fails.
	 * @param lab the lab
	 * @param observer sees it happen
	 * @throws LabException where the lab fails; the message says what was expected and
	 * what was observed
	 * @throws ClusterException where the cluster cannot be asked, or lacks what the lab
	 * needs
	 */
	public void run(Lab lab, LabObserver observer) throws LabException, ClusterException {
		LabPage page = LabPage.read(this.home, lab.name());
		check(lab);
		Leftovers leftovers = new Leftovers(this.cluster, this.namespace);
		leftovers.remove();
		refuseOthers();
		// The blocks run where the reader would: the context and namespace are set, and
		// ./trio is what runs already.
		Map<String, String> environment = Map.of("KUBECONFIG", kubeconfig(), "TRIO_BUILD", "never");
		try (Shell shell = new Shell(this.home, environment)) {
			Steps steps = new Steps(page, shell, observer);
			lab.run(steps);
			steps.finish();
			List<String> left = leftovers.remove(lab.name());
			if (!left.isEmpty()) {
				throw new LabException("the last block of the page has not removed everything: " + left);
			}
		}
		catch (LabException | ClusterException | RuntimeException ex) {
			leftovers.remove(lab.name());
			throw ex;
		}
	}

	private void check(Lab lab) throws ClusterException {
		List<Requirement> needs = new ArrayList<>(STAGE);
		needs.addAll(lab.needs());
		for (Requirement need : needs) {
			List<String> object = new ArrayList<>(need.object());
			if (!object.contains("-n")) {
				object.addAll(List.of("-n", this.namespace));
			}
			String[] arguments = object.toArray(String[]::new);
			if (!this.cluster.has(arguments)
					|| (!need.holds().isEmpty() && !this.cluster.get(arguments).toString().contains(need.holds()))) {
				throw new ClusterException("the lab " + lab.name() + " needs " + String.join(" ", object)
						+ (need.holds().isEmpty() ? "" : " with " + need.holds()) + ", which the cluster of context "
						+ this.cluster.context() + " has not: " + need.mend());
			}
		}
	}

	/** Somebody's own routes would change what the lab shows, or be changed by it. */
	private void refuseOthers() throws ClusterException {
		List<String> others = this.cluster
			.kubectl("get", String.join(",", ROUTES), "-n", this.namespace, "-l", "!" + Leftovers.LABEL, "-o", "name")
			.lines()
			.filter((name) -> !name.endsWith(".networking.istio.io/trio"))
			.toList();
		if (!others.isEmpty()) {
			throw new ClusterException("namespace " + this.namespace + " has " + String.join(", ", others)
					+ ", and a lab needs one without routes of its own: delete them, or choose another namespace with"
					+ " --namespace NAME");
		}
	}

	/**
	 * The user's own kubeconfig, after a file that sets the context and its namespace:
	 * kubectl takes what comes first. That file has no credentials, so that none are left
	 * where this process is killed.
	 */
	private String kubeconfig() throws ClusterException {
		JsonNode own = this.cluster.json("config", "view", "--minify", "-o", "json");
		JsonNode context = own.path("contexts").path(0).path("context");
		ObjectNode config = JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "Config");
		config.put("current-context", this.cluster.context());
		ObjectNode named = config.putArray("contexts").addObject().put("name", this.cluster.context());
		named.putObject("context")
			.put("cluster", context.path("cluster").asString(""))
			.put("user", context.path("user").asString(""))
			.put("namespace", this.namespace);
		try {
			Path file = Files.createTempFile("trio-lab", ".kubeconfig");
			file.toFile().deleteOnExit();
			Files.writeString(file, config.toString());
			return file + File.pathSeparator + ownFiles();
		}
		catch (IOException ex) {
			throw new ClusterException("no file can be made in the folder for temporary files: " + ex.getMessage());
		}
	}

	/** As kubectl finds them from the user's folder, which is not that of the shell. */
	private static String ownFiles() {
		String named = System.getenv("KUBECONFIG");
		if (named == null || named.isEmpty()) {
			String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
			return Path.of(home, ".kube", "config").toString();
		}
		return Stream.of(named.split(File.pathSeparator))
			.filter((file) -> !file.isEmpty())
			.map((file) -> Path.of(file).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

}
