package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.trace.text.Text;

/**
 * Deletes what {@link Installer} created, and nothing else.
 */
final class Removal {

	private final Path home;

	private final Cluster cluster;

	private final ShownCommands commands;

	private final Installation installation;

	Removal(Path home, Cluster cluster, ShownCommands commands, Installation installation) {
		this.home = home;
		this.cluster = cluster;
		this.commands = commands;
		this.installation = installation;
	}

	/**
	 * Deletes everything, and waits until it is gone. If nothing is left, it does
	 * nothing.
	 * @throws ClusterException if that is not allowed, or if the namespace was there
	 * before {@code trio deploy}
	 * @throws IOException if a local file cannot be deleted
	 */
	void run() throws ClusterException, IOException {
		String namespace = this.installation.namespace();
		if (new Preflight(this.cluster, this.installation).removal()) {
			this.commands.kubectl("delete", "namespace", namespace);
		}
		boolean hadSecret = !this.commands
			.kubectl("delete", "secret", "-n", Installation.ROOT, "-l", DeployCommand.MADE_BY_LABEL, "--field-selector",
					"metadata.name=" + this.installation.secret())
			.isBlank();
		List<String> others = this.cluster
			.kubectl("get", "namespaces", "-l", "app.kubernetes.io/part-of=mesh-trio", "-o",
					"jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}")
			.lines()
			.toList();
		if (others.isEmpty()) {
			this.commands.kubectl("delete", "deployment,service,telemetry", "-n", Installation.ROOT, "-l",
					DeployCommand.MADE_BY_LABEL);
		}
		else {
			this.commands
				.say("the trace store and the Telemetry in istio-system stay, because they are used by namespace "
						+ Text.list(others));
		}
		Path made = Manifests.folder(this.home, this.installation);
		for (String file : List.of("namespace.yaml", "gateway.yaml", "kustomization.yaml", "")) {
			Files.deleteIfExists(made.resolve(file));
		}
		if (hadSecret) {
			for (String extension : List.of(".crt", ".key")) {
				Files.deleteIfExists(this.home.resolve("target").resolve(this.installation.host() + extension));
			}
		}
		this.commands.say("deleted: everything that ./trio deploy created for namespace " + namespace);
	}

}
