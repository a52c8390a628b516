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
 * Runs a lab in a namespace with the trio, and leaves the namespace unchanged.
 */
public final class LabRun {

	/** The requirements of every lab. */
	private static final List<Requirement> COMMON = List.of(
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
	 * Creates runs in a namespace.
	 * @param cluster the cluster
	 * @param namespace the namespace that has the trio
	 * @param home the folder of the repository
	 */
	public LabRun(Cluster cluster, String namespace, Path home) {
		this.cluster = cluster;
		this.namespace = namespace;
		this.home = home;
	}

	/**
	 * Runs a lab. Before, it removes the objects that an earlier run of any lab left, and
	 * afterwards those of this lab, even if the lab fails.
	 * @param lab the lab
	 * @param observer is told of each step
	 * @throws LabException if the lab fails; the message has the expected and the
	 * observed result
	 * @throws ClusterException if the cluster can't be asked, or doesn't have an object
	 * that the lab needs
	 */
	public void run(Lab lab, LabObserver observer) throws LabException, ClusterException {
		LabPage page = LabPage.read(this.home, lab.name());
		checkRequirements(lab);
		Leftovers leftovers = new Leftovers(this.cluster, this.namespace);
		leftovers.remove();
		refuseOtherRoutes();
		// The blocks run as if the reader typed them: the context and the namespace are
		// set.
		// ./trio doesn't build, because it's already running.
		Map<String, String> environment = Map.of("KUBECONFIG", kubeconfig(), "TRIO_BUILD", "never");
		try (Shell shell = new Shell(this.home, environment)) {
			Steps steps = new Steps(page, shell, observer);
			lab.run(steps);
			steps.finish();
			List<String> left = leftovers.remove(lab.name());
			if (!left.isEmpty()) {
				throw new LabException("the last block of the page didn't remove everything: " + left);
			}
		}
		catch (LabException | ClusterException | RuntimeException ex) {
			leftovers.remove(lab.name());
			throw ex;
		}
	}

	private void checkRequirements(Lab lab) throws ClusterException {
		List<Requirement> needs = new ArrayList<>(COMMON);
		needs.addAll(lab.needs());
		for (Requirement need : needs) {
			List<String> object = new ArrayList<>(need.object());
			if (!object.contains("-n")) {
				object.addAll(List.of("-n", this.namespace));
			}
			String[] arguments = object.toArray(String[]::new);
			if (!this.cluster.has(arguments)
					|| (!need.text().isEmpty() && !this.cluster.get(arguments).toString().contains(need.text()))) {
				throw new ClusterException("the lab " + lab.name() + " needs " + String.join(" ", object)
						+ (need.text().isEmpty() ? "" : " with " + need.text()) + ", which the cluster of context "
						+ this.cluster.context() + " doesn't have: " + need.fix());
			}
		}
	}

	/** Other routes would change what the lab shows, and the lab would change them. */
	private void refuseOtherRoutes() throws ClusterException {
		List<String> others = this.cluster
			.kubectl("get", String.join(",", ROUTES), "-n", this.namespace, "-l", "!" + Leftovers.LABEL, "-o", "name")
			.lines()
			.filter((name) -> !name.endsWith(".networking.istio.io/trio"))
			.toList();
		if (!others.isEmpty()) {
			throw new ClusterException("namespace " + this.namespace + " has " + String.join(", ", others)
					+ ", and a lab needs a namespace without other routes: delete them, or choose another namespace with"
					+ " --namespace NAME");
		}
	}

	/**
	 * Puts a file that sets the context and its namespace in front of the user's
	 * kubeconfig, because kubectl takes the first value of each setting. The file has no
	 * credentials, so none are left if this process is killed.
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
			throw new ClusterException("can't create a file in the folder for temporary files: " + ex.getMessage());
		}
	}

	/**
	 * The user's files as absolute paths, because the shell works in another folder than
	 * the user.
	 */
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
