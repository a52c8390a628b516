package org.meshtrio.mesh.object;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The metadata of an object.
 *
 * @param name its name
 * @param namespace its namespace, empty for an object that is in none
 * @param creationTimestamp in RFC 3339 and UTC, so that texts compare like times; empty
 * if it isn't known
 * @param deletionTimestamp set while the object is being deleted
 * @param generation counts the changes of its {@code spec}
 * @param labels its labels
 * @param annotations its annotations
 * @param ownerReferences the objects that it belongs to
 */
public record Metadata(String name, String namespace, String creationTimestamp, @Nullable String deletionTimestamp,
		long generation, Map<String, String> labels, Map<String, String> annotations, List<Owner> ownerReferences) {

	/** The metadata of an object that has none. */
	public static final Metadata NONE = new Metadata("", "", "", null, 0, Map.of(), Map.of(), List.of());

	/**
	 * Fills in what is absent.
	 */
	public Metadata {
		name = Objects.requireNonNullElse(name, "");
		namespace = Objects.requireNonNullElse(namespace, "");
		creationTimestamp = Objects.requireNonNullElse(creationTimestamp, "");
		labels = Objects.requireNonNullElse(labels, Map.of());
		annotations = Objects.requireNonNullElse(annotations, Map.of());
		ownerReferences = Objects.requireNonNullElse(ownerReferences, List.of());
	}

	public String label(String label) {
		return this.labels.getOrDefault(label, "");
	}

	/**
	 * The name of the object that it belongs to.
	 * @return the first one's name, empty if there is none
	 */
	public String owner() {
		return this.ownerReferences.isEmpty() ? "" : this.ownerReferences.get(0).name();
	}

	/**
	 * An object that another one belongs to.
	 *
	 * @param name its name
	 */
	public record Owner(String name) {

	}

}
