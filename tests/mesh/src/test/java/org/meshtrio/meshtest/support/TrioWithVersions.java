package org.meshtrio.meshtest.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import tools.jackson.databind.JsonNode;

/**
 * The trio with three versions of service1 and service2, as the labs need it, in a
 * namespace of its own behind the gateway. It can have what a lab applies.
 */
public final class TrioWithVersions {

	private static final Pattern VERSION = Pattern.compile("\"service\":\"([^\"]+)\",\"version\":\"([^\"]+)\"");

	private final Cluster cluster;

	private final String namespace;

	private final Curl curl;

	/**
	 * Deploys it, and waits until it answers.
	 * @param mesh the mesh
	 * @param namespace the namespace, {@code trio-test-…}
	 * @throws ClusterException if kubectl fails, or if it isn't ready in time
	 * @throws IOException if a manifest can't be read
	 */
	public TrioWithVersions(Mesh mesh, String namespace) throws ClusterException, IOException {
		this.cluster = mesh.cluster();
		this.namespace = namespace;
		mesh.settings().provider("otel");
		mesh.namespace(namespace);
		apply("istio/telemetry/otel/propagation.yaml");
		mesh.apply(namespace, "");
		this.cluster.kubectl("apply", "-n", namespace, "-k", Mesh.file("k8s/versions"));
		mesh.gateway().open(namespace);
		mesh.awaitReady(namespace);
		this.curl = new Curl(namespace, mesh.gateway().httpPort(), mesh.gateway().httpsPort());
		Poll.until("the chain through the gateway", "HTTP/2 200 .*", () -> this.curl.path("/service0"));
	}

	/**
	 * Applies manifests.
	 * @param manifests their paths from the root of the repository
	 * @throws ClusterException if kubectl fails
	 */
	public void apply(String... manifests) throws ClusterException {
		for (String manifest : manifests) {
			this.cluster.kubectl("apply", "-n", this.namespace, "-f", Mesh.file(manifest));
		}
	}

	/**
	 * Applies a manifest that is a template, as a lab does with {@code sed}.
	 * @param into the namespace
	 * @param manifest its path from the root of the repository
	 * @param values each text to replace, followed by what stands instead of it
	 * @throws ClusterException if kubectl fails
	 * @throws IOException if the manifest can't be read
	 */
	public void applyFilled(String into, String manifest, String... values) throws ClusterException, IOException {
		String yaml = Files.readString(Path.of(Mesh.file(manifest)));
		for (int i = 0; i < values.length; i += 2) {
			yaml = yaml.replace(values[i], values[i + 1]);
		}
		this.cluster.kubectlWith(yaml, "apply", "-n", into, "-f", "-");
	}

	/**
	 * Removes what labs applied to the namespace, and waits until all versions answer
	 * again.
	 * @throws ClusterException if kubectl fails
	 */
	public void removeLabs() throws ClusterException {
		String removed = this.cluster.kubectl("delete", "virtualservice,destinationrule,deployment", "-n",
				this.namespace, "-l", "trio.lab", "-o", "name");
		if (removed.isBlank()) {
			return;
		}
		awaitVersions(
				List.of("service1 v1", "service1 v2", "service1 v3", "service2 v1", "service2 v2", "service2 v3"));
	}

	/**
	 * Waits until some versions answer, and no others of their services.
	 * @param versions the versions, such as {@code service2 v1}
	 * @param headers headers of the requests, {@code name: value}
	 */
	public void awaitVersions(List<String> versions, String... headers) {
		Set<String> services = versions.stream().map((version) -> version.split(" ")[0]).collect(Collectors.toSet());
		String expected = String.join(", ", new TreeSet<>(versions));
		Poll.until("the versions that answer", Pattern.quote(expected),
				() -> versions(headers).stream()
					.filter((version) -> services.contains(version.split(" ")[0]))
					.collect(Collectors.joining(", ")));
	}

	/**
	 * The versions that answer fifteen requests.
	 * @param headers headers of the requests, {@code name: value}
	 * @return the versions in order, such as {@code service2 v1}
	 * @throws ClusterException if curl isn't installed
	 */
	public SortedSet<String> versions(String... headers) throws ClusterException {
		List<String> options = new ArrayList<>(List.of("-H", "accept: application/json"));
		for (String header : headers) {
			options.addAll(List.of("-H", header));
		}
		SortedSet<String> versions = new TreeSet<>();
		Matcher matcher = VERSION
			.matcher(this.curl.get(TestGateway.url(this.namespace) + "?n=[1-15]", options.toArray(String[]::new)));
		while (matcher.find()) {
			versions.add(matcher.group(1) + " " + matcher.group(2));
		}
		return versions;
	}

	/**
	 * Waits until the first line of an answer is as expected.
	 * @param line a regular expression for the line
	 * @param header a header of the requests, {@code name: value}
	 */
	public void awaitAnswer(String line, String header) {
		Poll.until("the answer to " + header, line + ".*",
				() -> this.curl.get(TestGateway.url(this.namespace).toString(), "-H", header));
	}

	/**
	 * The pods of a service, the old ones too until they are gone.
	 * @param service the service
	 * @return their names, as the page shows them: {@code NAMESPACE/NAME}
	 * @throws ClusterException if kubectl fails
	 */
	public Set<String> pods(String service) throws ClusterException {
		Set<String> pods = new TreeSet<>();
		for (JsonNode pod : this.cluster.get("pods", "-n", this.namespace, "-l", "app=" + service).path("items")) {
			pods.add(this.namespace + "/" + pod.path("metadata").path("name").asString());
		}
		return pods;
	}

}
