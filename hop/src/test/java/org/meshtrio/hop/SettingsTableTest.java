package org.meshtrio.hop;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table in docs/reference.md lists the settings of the starter and of the services,
 * with their defaults. The code's side is the metadata that the build writes for IDEs.
 */
class SettingsTableTest {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final String NONE = "none";

	@Test
	void theReferenceHasEverySettingWithItsDefault() throws IOException {
		assertThat(table()).isEqualTo(metadata());
	}

	private static Map<String, String> table() throws IOException {
		Map<String, String> settings = new TreeMap<>();
		ReferenceTable.rows("| property | default | meaning |")
			.forEach((cells) -> assertThat(settings.put(cells.get(0), cells.get(1)))
				.as("an earlier row for " + cells.get(0))
				.isNull());
		return settings;
	}

	private static Map<String, String> metadata() throws IOException {
		Map<String, String> settings = new TreeMap<>();
		for (URL url : Collections.list(SettingsTableTest.class.getClassLoader().getResources(METADATA))) {
			try (InputStream file = url.openStream()) {
				for (JsonNode property : new ObjectMapper().readTree(file).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith("mesh.propagation.") || name.startsWith("trio.")) {
						settings.put(name, property.path("defaultValue").asString(NONE));
					}
				}
			}
		}
		return settings;
	}

}
