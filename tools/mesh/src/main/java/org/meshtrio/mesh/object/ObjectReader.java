package org.meshtrio.mesh.object;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the records of this package and of {@code mesh.istio} from JSON.
 */
public final class ObjectReader {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private ObjectReader() {
	}

	/**
	 * Reads one object.
	 * @param <T> its type
	 * @param json the object
	 * @param type its type
	 * @return the object
	 * @throws tools.jackson.core.JacksonException if a field has another type
	 */
	public static <T> T read(JsonNode json, Class<T> type) {
		return MAPPER.treeToValue(json, type);
	}

	/**
	 * Reads an array of objects.
	 * @param <T> their type
	 * @param array the array, or the {@code items} of a list
	 * @param type their type
	 * @return the objects
	 * @throws tools.jackson.core.JacksonException if a field has another type
	 */
	public static <T> List<T> readAll(JsonNode array, Class<T> type) {
		List<T> objects = new ArrayList<>();
		array.forEach((item) -> objects.add(read(item, type)));
		return List.copyOf(objects);
	}

}
