package org.meshtrio.hop.endpoint;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.hop.ReferenceTable;
import org.meshtrio.hop.TestHop;

import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** The table in docs/reference.md lists the endpoints of a service, and no others. */
class EndpointTableTest {

	/** Health has paths of its own for the details of its groups. */
	private static final String HEALTH_GROUPS = "/healthz/**";

	private static final String ERRORS = "/error";

	private static TestHop hop;

	@BeforeAll
	static void start() {
		hop = TestHop.start("service0");
	}

	@AfterAll
	static void stop() {
		hop.close();
	}

	@Test
	void theReferenceHasEveryEndpoint() throws IOException {
		Set<String> mapped = new TreeSet<>();
		hop.handlerMappings()
			.stream()
			.filter(RequestMappingInfoHandlerMapping.class::isInstance)
			.map(RequestMappingInfoHandlerMapping.class::cast)
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.forEach((info) -> mapped.addAll(info.getPatternValues()));
		mapped.removeAll(Set.of(ERRORS, HEALTH_GROUPS));

		assertThat(mapped).containsExactlyInAnyOrderElementsOf(paths());
	}

	@ParameterizedTest
	@MethodSource("paths")
	void acceptsGetAndNothingElse(String path) throws Exception {
		String real = path.replace("{code}", "204").replace("{seconds}", "0");

		assertThat(hop.get(real).statusCode()).isBetween(200, 204);
		assertThat(hop.raw("POST " + real + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0")).startsWith("HTTP/1.1 405 ");
	}

	static List<String> paths() throws IOException {
		return ReferenceTable.rows("| path | answer |")
			.stream()
			.flatMap((cells) -> Stream.of(cells.get(0).split(", ")))
			.toList();
	}

}
