package org.meshtrio.image;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What the root's pom.xml passes on.
 *
 * @param jdk the JDK that the build names, or an empty string
 * @param baseWithJava the base of an image without its own Java
 * @param architecture that of this machine, in Docker's words
 * @param base the base of an image with its own Java: a C library is enough
 * @param shared a folder for what the images share
 * @param own a folder for this image
 */
record Settings(String jdk, String baseWithJava, String architecture, String base, Path shared, Path own) {

	static Settings of(Map<String, String> properties) {
		// Maven passes null for an empty value.
		return new Settings(Objects.requireNonNullElse(properties.get("jdk"), ""), properties.get("baseWithJava"),
				properties.get("architecture"), properties.get("base"), Path.of(properties.get("shared")),
				Path.of(properties.get("own")));
	}

}
