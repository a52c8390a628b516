package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.Installation;

/**
 * The repository's manifests for one place: the files themselves where they fit,
 * otherwise files in {@code target/deploy} that are made from them. All paths are
 * relative to the current folder, to be typed as they are.
 *
 * @param addons the folder of the trace store
 * @param telemetry the file that makes the mesh trace
 * @param propagation the file that tells the services which trace context to read
 * @param namespace the file of the namespace
 * @param trio the folder of the three services
 * @param gateway the file of the entry
 */
record Manifests(Path addons, Path telemetry, Path propagation, Path namespace, Path trio, Path gateway) {

	private static final Installation AS_WRITTEN = new Installation("trio");

	private static final List<String> IMAGES = List.of("service0", "service1", "service2");

	/**
	 * The tracing providers that there are manifests for.
	 * @param home the repository
	 * @return their names
	 * @throws IOException where they cannot be listed
	 */
	static List<String> providers(Path home) throws IOException {
		try (Stream<Path> folders = Files.list(home.resolve("istio/telemetry"))) {
			return folders.map((folder) -> folder.getFileName().toString()).sorted().toList();
		}
	}

	/**
	 * The manifests for a place; writes the files that differ there.
	 * @param home the repository
	 * @param place the place
	 * @param provider the tracing provider
	 * @param registry the registry and path of the images, or {@code null} for images
	 * that were loaded into the cluster
	 * @return the manifests
	 * @throws IOException where a file cannot be read or written
	 */
	static Manifests of(Path home, Installation place, String provider, @Nullable String registry) throws IOException {
		Path telemetry = home.resolve("istio/telemetry").resolve(provider);
		Path namespace = home.resolve("k8s/namespace.yaml");
		Path trio = home.resolve("k8s");
		Path gateway = home.resolve("istio/gateway.yaml");
		Path made = folder(home, place);
		if (!place.equals(AS_WRITTEN)) {
			namespace = write(made.resolve("namespace.yaml"), Files.readString(namespace)
				.replace("  name: " + AS_WRITTEN.namespace() + "\n", "  name: " + place.namespace() + "\n"));
			gateway = write(made.resolve("gateway.yaml"),
					Files.readString(gateway)
						.replace(AS_WRITTEN.host(), place.host())
						.replace(AS_WRITTEN.secret(), place.secret()));
		}
		if (!place.equals(AS_WRITTEN) || registry != null) {
			write(made.resolve("kustomization.yaml"), kustomization(place, registry));
			trio = made;
		}
		return new Manifests(shown(home.resolve("k8s/addons")), shown(telemetry.resolve("telemetry.yaml")),
				shown(telemetry.resolve("propagation.yaml")), shown(namespace), shown(trio), shown(gateway));
	}

	/**
	 * The folder for the files that are made for a place.
	 * @param home the repository
	 * @param place the place
	 * @return the folder, which may not be there
	 */
	static Path folder(Path home, Installation place) {
		return home.resolve("target/deploy").resolve(place.namespace());
	}

	/**
	 * A path as one would type it.
	 * @param path the path
	 * @return it, relative to the current folder where it can be
	 */
	static Path shown(Path path) {
		Path here = Path.of("").toAbsolutePath();
		return path.getRoot().equals(here.getRoot()) ? here.relativize(path) : path;
	}

	private static String kustomization(Installation place, @Nullable String registry) {
		String images = (registry == null) ? "" : IMAGES.stream()
			.map((name) -> "  - {name: localhost/mesh-trio/" + name + ", newName: " + registry + "/" + name + "}\n")
			.collect(Collectors.joining("", "images:\n", ""));
		return """
				apiVersion: kustomize.config.k8s.io/v1beta1
				kind: Kustomization
				namespace: %s
				resources: [../../../k8s]
				%s""".formatted(place.namespace(), images);
	}

	private static Path write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text);
	}

}
