package org.meshtrio.cli.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images that the manifests name, and where else a cluster may get them. The services
 * are found, not listed: a fourth one needs its manifest in
 * {@code k8s/kustomization.yaml} and nothing here.
 *
 * @param registry the registry and path of the images, or {@code null} for images that
 * were loaded into the cluster
 * @param tag the tag of the images, or {@code null} for that in the manifests
 */
record ServiceImages(@Nullable String registry, @Nullable String tag) {

	/** What image.registry in pom.xml is, and with it the image names in k8s. */
	private static final String AS_WRITTEN = "localhost/mesh-trio/";

	boolean areAsWritten() {
		return this.registry == null && this.tag == null;
	}

	/**
	 * What a kustomization needs to use these images.
	 * @param services the services
	 * @return its field {@code images}, or nothing if they are as written
	 */
	String kustomization(Set<String> services) {
		if (areAsWritten()) {
			return "";
		}
		StringBuilder lines = new StringBuilder("images:\n");
		for (String service : services) {
			lines.append("  - {name: ").append(AS_WRITTEN).append(service);
			if (this.registry != null) {
				lines.append(", newName: ").append(this.registry).append('/').append(service);
			}
			if (this.tag != null) {
				// Quoted, because 1.10 is a number.
				lines.append(", newTag: \"").append(this.tag).append('"');
			}
			lines.append("}\n");
		}
		return lines.toString();
	}

	/**
	 * Finds the services that the manifests deploy.
	 * @param k8s the folder of their kustomization
	 * @return the names of their images in the order of the manifests, which are the
	 * names of the services
	 * @throws IOException if a manifest cannot be read
	 */
	static Set<String> services(Path k8s) throws IOException {
		Set<String> services = new LinkedHashSet<>();
		for (JsonNode kustomization : documents(k8s.resolve("kustomization.yaml"))) {
			for (JsonNode resource : kustomization.path("resources")) {
				for (JsonNode object : documents(k8s.resolve(resource.asString()))) {
					for (JsonNode container : object.at("/spec/template/spec/containers")) {
						String image = container.path("image").asString("");
						if (image.startsWith(AS_WRITTEN)) {
							services.add(image.substring(AS_WRITTEN.length()).replaceFirst(":.*", ""));
						}
					}
				}
			}
		}
		return services;
	}

	private static List<JsonNode> documents(Path file) throws IOException {
		List<JsonNode> documents = new ArrayList<>();
		try (Reader reader = Files.newBufferedReader(file)) {
			new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader)
				.forEach((document) -> documents
					.add(JsonMapper.shared().valueToTree((document != null) ? document : Map.of())));
			return documents;
		}
		catch (YAMLException ex) {
			throw new IOException(file + " is not valid YAML: " + ex.getMessage(), ex);
		}
	}

}
