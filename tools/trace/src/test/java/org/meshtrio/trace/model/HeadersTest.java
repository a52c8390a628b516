package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeadersTest {

	@Test
	void namesAreLowerCaseAndKeepTheirOrder() {
		Map<String, List<String>> map = new LinkedHashMap<>();
		map.put("X-B", List.of("1"));
		map.put("a", List.of("2"));
		map.put("x-b", List.of("3"));
		List<String> lines = new ArrayList<>();

		new Headers(map).forEach((name, value) -> lines.add(name + ": " + value));

		assertThat(lines).containsExactly("x-b: 1", "x-b: 3", "a: 2");
	}

	@Test
	void isACopy() {
		Map<String, List<String>> map = new LinkedHashMap<>(Map.of("a", new ArrayList<>(List.of("1"))));
		Headers headers = new Headers(map);
		map.get("a").add("2");
		map.put("b", List.of("3"));

		assertThat(headers.byName()).isEqualTo(Map.of("a", List.of("1")));
	}

	@Test
	void othersReplaceThoseOfTheSameName() {
		Headers headers = new Headers(Map.of("a", List.of("1", "2"), "b", List.of("3")));

		assertThat(headers.with("a", "4").byName()).isEqualTo(Map.of("a", List.of("4"), "b", List.of("3")));
		assertThat(headers.without(List.of("b", "c")).byName()).isEqualTo(Map.of("a", List.of("1", "2")));
		assertThat(headers.values("a")).containsExactly("1", "2");
		assertThat(headers.values("c")).isEmpty();
		assertThat(headers.contains("c")).isFalse();
		assertThat(new Headers(Map.of("c", List.of())).contains("c")).isFalse();
	}

}
