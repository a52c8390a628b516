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
 * Takes away what {@link Deployment} has made, and nothing else.
 */
final class Removal {

	private final Path home;

	private final Cluster cluster;

	private final ShownCommands commands;

	private final Installation place;

	Removal(Path home, Cluster cluster, ShownCommands commands, Installation place) {
		this.home = home;
		this.cluster = cluster;
		this.commands = commands;
		this.place = place;
	}

	/**
	 * Deletes it, and waits until it is gone. Where nothing is left it does nothing.
	 * @throws ClusterException where that is not allowed, or the namespace was made by
	 * somebody else
	 * @throws IOException where a file of ours cannot be deleted
	 */
	void run() throws ClusterException, IOException {
		String namespace = this.place.namespace();
		if (new Preflight(this.cluster, this.place).removal()) {
			this.commands.kubectl("delete", "namespace", namespace);
		}
		boolean hadSecret = !this.commands
			.kubectl("delete", "secret", "-n", Installation.ROOT, "-l", DeployCommand.MADE_BY_LABEL, "--field-selector",
					"metadata.name=" + this.place.secret())
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
			this.commands.say("what the whole mesh shares stays in istio-system, for namespace " + Text.list(others));
		}
		Path made = Manifests.folder(this.home, this.place);
		for (String file : List.of("namespace.yaml", "gateway.yaml", "kustomization.yaml", "")) {
			Files.deleteIfExists(made.resolve(file));
		}
		if (hadSecret) {
			for (String extension : List.of(".crt", ".key")) {
				Files.deleteIfExists(this.home.resolve("target").resolve(this.place.host() + extension));
			}
		}
		this.commands.say("gone: what ./trio deploy had made for namespace " + namespace);
	}

}
