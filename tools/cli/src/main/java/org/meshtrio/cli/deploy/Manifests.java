package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.meshtrio.mesh.Installation;

/**
 * The repository's manifests for one installation: the files themselves if they fit,
 * otherwise files in {@code target/deploy} that are made from them. All paths are
 * relative to the current folder, so that a reader can type them.
 *
 * @param addons the folder of the trace store
 * @param telemetry the file that makes the mesh trace
 * @param propagation the file that tells the services which trace context to read
 * @param namespace the file of the namespace
 * @param trio the folder of the services
 * @param gateway the file of the Gateway and its routes
 * @param services the names of the services
 */
record Manifests(Path addons, Path telemetry, Path propagation, Path namespace, Path trio, Path gateway,
		Set<String> services) {

	private static final Installation AS_WRITTEN = new Installation("trio");

	/**
	 * The tracing providers that the repository has manifests for.
	 * @param home the repository
	 * @return their names
	 * @throws IOException if the folder cannot be read
	 */
	static List<String> providers(Path home) throws IOException {
		try (Stream<Path> folders = Files.list(home.resolve("istio/telemetry"))) {
			return folders.map((folder) -> folder.getFileName().toString()).sorted().toList();
		}
	}

	/**
	 * Finds the manifests for an installation, and writes those that differ from the
	 * repository's.
	 * @param home the repository
	 * @param installation the installation
	 * @param provider the tracing provider
	 * @param images the images of the services
	 * @param fanOut whether the services are a fork instead of a chain
	 * @return the manifests
	 * @throws IOException if a file cannot be read or written
	 */
	static Manifests of(Path home, Installation installation, String provider, ServiceImages images, boolean fanOut)
			throws IOException {
		Path telemetry = home.resolve("istio/telemetry").resolve(provider);
		Path namespace = home.resolve("k8s/namespace.yaml");
		Path trio = home.resolve("k8s");
		Path gateway = home.resolve("istio/gateway.yaml");
		Path made = folder(home, installation);
		Set<String> services = ServiceImages.services(trio);
		if (!installation.equals(AS_WRITTEN)) {
			namespace = write(made.resolve("namespace.yaml"), Files.readString(namespace)
				.replace("  name: " + AS_WRITTEN.namespace() + "\n", "  name: " + installation.namespace() + "\n"));
			gateway = write(made.resolve("gateway.yaml"),
					Files.readString(gateway)
						.replace(AS_WRITTEN.host(), installation.host())
						.replace(AS_WRITTEN.secret(), installation.secret()));
		}
		if (!installation.equals(AS_WRITTEN) || !images.areAsWritten() || fanOut) {
			write(made.resolve("kustomization.yaml"), kustomization(installation,
					(fanOut ? "components: [../../../k8s/fan-out]\n" : "") + images.kustomization(services)));
			trio = made;
		}
		return new Manifests(shown(home.resolve("k8s/addons")), shown(telemetry.resolve("telemetry.yaml")),
				shown(telemetry.resolve("propagation.yaml")), shown(namespace), shown(trio), shown(gateway), services);
	}

	/**
	 * The folder for the files that are made for an installation.
	 * @param home the repository
	 * @param installation the installation
	 * @return the folder, which may not exist
	 */
	static Path folder(Path home, Installation installation) {
		return home.resolve("target/deploy").resolve(installation.namespace());
	}

	/**
	 * A path as a reader would type it.
	 * @param path the path
	 * @return the path, relative to the current folder unless it's on another drive
	 */
	static Path shown(Path path) {
		Path here = Path.of("").toAbsolutePath();
		return path.getRoot().equals(here.getRoot()) ? here.relativize(path) : path;
	}

	private static String kustomization(Installation installation, String more) {
		return """
				apiVersion: kustomize.config.k8s.io/v1beta1
				kind: Kustomization
				namespace: %s
				resources: [../../../k8s]
				%s""".formatted(installation.namespace(), more);
	}

	private static Path write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text);
	}

}
