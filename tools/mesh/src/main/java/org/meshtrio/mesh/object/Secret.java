package org.meshtrio.mesh.object;

import java.util.Map;
import java.util.Objects;

/**
 * A Secret.
 *
 * @param metadata its metadata
 * @param type its type, such as {@code kubernetes.io/tls}
 * @param data its values by key, in Base64
 */
public record Secret(Metadata metadata, String type, Map<String, String> data) {

	/**
	 * Fills in what is absent.
	 */
	public Secret {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		type = Objects.requireNonNullElse(type, "");
		data = Objects.requireNonNullElse(data, Map.of());
	}

}
