package org.meshtrio.mesh.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.object.ObjectReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Kubernetes cluster, as {@code kubectl} of the PATH reaches it.
 */
public final class Cluster {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private final String context;

	private Cluster(String context) {
		this.context = context;
	}

	/**
	 * The cluster of a context of the kubeconfig.
	 * @param context the context's name, or {@code null} for the current one
	 * @return the cluster, which answers
	 * @throws ClusterException if {@code kubectl} or the context doesn't exist, or the
	 * cluster doesn't answer
	 */
	public static Cluster of(@Nullable String context) throws ClusterException {
		String name = (context != null) ? context : currentContext();
		Cluster cluster = new Cluster(name);
		Subprocess.Result version = cluster.run("", "version", "--request-timeout=10s", "-o", "json");
		if (version.exitCode() != 0) {
			throw new ClusterException("the cluster of context " + name + " does not answer (" + version.lastError()
					+ "): start it, or choose another context (kubectl config get-contexts)");
		}
		return cluster;
	}

	/**
	 * The name of the context that {@code KUBECONFIG} selects.
	 * @return its name
	 * @throws ClusterException if there is none
	 */
	public static String currentContext() throws ClusterException {
		Subprocess.Result current = Subprocess.run(LIMIT, "", List.of("kubectl", "config", "current-context"));
		if (current.exitCode() != 0) {
			throw new ClusterException("kubectl has no current context (" + current.lastError()
					+ "): set KUBECONFIG, or choose one with kubectl config use-context");
		}
		return current.output().strip();
	}

	/**
	 * The context that leads to this cluster.
	 * @return its name
	 */
	public String context() {
		return this.context;
	}

	/**
	 * Runs {@code kubectl}.
	 * @param arguments its arguments
	 * @return what it wrote to its standard output
	 * @throws ClusterException if it fails, with its own message
	 */
	public String kubectl(String... arguments) throws ClusterException {
		return checked(run("", arguments), arguments);
	}

	/**
	 * Runs {@code kubectl} with text on its standard input, as in {@code apply -f -}.
	 * @param input the text
	 * @param arguments its arguments
	 * @return what it wrote to its standard output
	 * @throws ClusterException if it fails, with its own message
	 */
	public String kubectlWith(String input, String... arguments) throws ClusterException {
		return checked(run(input, arguments), arguments);
	}

	/**
	 * Runs {@code kubectl} without an exception if it fails.
	 * @param input what it reads from its standard input
	 * @param arguments its arguments
	 * @return how it ended
	 * @throws ClusterException if it doesn't end
	 */
	public Subprocess.Result run(String input, String... arguments) throws ClusterException {
		return Subprocess.run(LIMIT, input, command(arguments));
	}

	/**
	 * Reads objects.
	 * @param arguments what follows {@code kubectl get}, without {@code -o}
	 * @return the object, or the list with its {@code items}
	 * @throws ClusterException if there is none, or it may not be read
	 */
	public JsonNode get(String... arguments) throws ClusterException {
		List<String> all = new ArrayList<>(List.of("get"));
		all.addAll(List.of(arguments));
		all.addAll(List.of("-o", "json"));
		return json(all.toArray(String[]::new));
	}

	/**
	 * Reads objects of one kind.
	 * @param <T> their type
	 * @param type their type, a record of {@code mesh.object} or {@code mesh.istio}
	 * @param arguments what follows {@code kubectl get}, without {@code -o}
	 * @return the objects
	 * @throws ClusterException if they may not be read
	 */
	public <T> List<T> list(Class<T> type, String... arguments) throws ClusterException {
		try {
			return ObjectReader.readAll(get(arguments).path("items"), type);
		}
		catch (JacksonException ex) {
			throw unexpected(ex, arguments);
		}
	}

	/**
	 * Reads one object.
	 * @param <T> its type
	 * @param type its type, a record of {@code mesh.object} or {@code mesh.istio}
	 * @param arguments what follows {@code kubectl get} and names it, without {@code -o}
	 * @return the object, or {@code null} if there is none
	 * @throws ClusterException if it may not be read
	 */
	public <T> @Nullable T find(Class<T> type, String... arguments) throws ClusterException {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--ignore-not-found");
		try {
			JsonNode object = get(all.toArray(String[]::new));
			return object.isObject() ? ObjectReader.read(object, type) : null;
		}
		catch (JacksonException ex) {
			throw unexpected(ex, arguments);
		}
	}

	private static ClusterException unexpected(JacksonException ex, String... arguments) {
		return new ClusterException("kubectl get " + String.join(" ", arguments) + " printed an unexpected object: "
				+ ex.getOriginalMessage());
	}

	/**
	 * Runs {@code kubectl} for JSON.
	 * @param arguments its arguments, with {@code -o json}
	 * @return what it printed
	 * @throws ClusterException if it fails, or prints something else
	 */
	public JsonNode json(String... arguments) throws ClusterException {
		try {
			return JsonMapper.shared().readTree(kubectl(arguments));
		}
		catch (JacksonException ex) {
			throw new ClusterException("kubectl " + String.join(" ", arguments) + " didn't print JSON");
		}
	}

	/**
	 * Whether an object exists.
	 * @param arguments what follows {@code kubectl get} and names one object
	 * @return whether it does
	 * @throws ClusterException if it can't tell, for example without permission
	 */
	public boolean has(String... arguments) throws ClusterException {
		List<String> all = new ArrayList<>(List.of("get"));
		all.addAll(List.of(arguments));
		all.addAll(List.of("-o", "name", "--ignore-not-found"));
		return !kubectl(all.toArray(String[]::new)).isBlank();
	}

	/**
	 * Makes a port of a Service or pod reachable from here.
	 * @param namespace its namespace
	 * @param target {@code service/NAME} or {@code pod/NAME}
	 * @param port its port
	 * @return the port-forward, to be closed
	 * @throws ClusterException if there is no such port, or no ready pod
	 */
	public PortForward forward(String namespace, String target, int port) throws ClusterException {
		return new PortForward((local) -> command("port-forward", "-n", namespace, target, local + ":" + port), target);
	}

	private List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of("kubectl", "--context", this.context));
		command.addAll(List.of(arguments));
		return command;
	}

	private String checked(Subprocess.Result result, String... arguments) throws ClusterException {
		if (result.exitCode() != 0) {
			if (result.lastError().contains("(Forbidden)")) {
				throw new ClusterException("context " + this.context + " has no permission for kubectl "
						+ String.join(" ", arguments) + ": ask the cluster's administrator for it, or choose another"
						+ " context with --context NAME");
			}
			throw new ClusterException("kubectl " + String.join(" ", arguments) + " failed: " + result.lastError());
		}
		return result.output();
	}

}
