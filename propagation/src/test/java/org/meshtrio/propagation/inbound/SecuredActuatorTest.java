package org.meshtrio.propagation.inbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.propagation.testing.TestService;
import org.meshtrio.propagation.testing.TracingLibrary;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spring Security observes each of its filters and decisions. Surefire runs this test
 * separately, with Spring Security on the class path.
 */
@Tag("spring-security")
@Tag("slow")
class SecuredActuatorTest {

	private static final String CREDENTIALS = "Basic "
			+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@ParameterizedTest(name = "{0} on {1}: {2}")
	@CsvSource({ "/actuator/health, local.server.port, 200", "/actuator/info, local.server.port, 401",
			"/actuator, local.server.port, 401", "/actuator/health, local.management.port, 200",
			"/actuator/info, local.management.port, 401" })
	void leavesNoSpan(String path, String port, int status) throws Exception {
		TestService service = TestService.of(Application.class, "spring.security.user.password=secret",
				"management.endpoints.web.exposure.include=*",
				port.equals("local.server.port") ? "management.server.base-path=" : "management.server.port=0");
		service.forgetSpans();

		assertThat(get(service, port, path)).as("without credentials").isEqualTo(status);
		assertThat(get(service, port, path, "Authorization", CREDENTIALS)).as("with credentials").isEqualTo(200);

		assertThat(get(service, "local.server.port", "/hello", "Authorization", CREDENTIALS)).isEqualTo(200);
		await().atMost(Duration.ofSeconds(10)).until(() -> service.spans().contains("http get /hello"));
		assertThat(service.spans()).filteredOn((name) -> name.startsWith("http")).containsExactly("http get /hello");
		assertThat(service.spans()).as("Spring Security's spans, of one request")
			.filteredOn("authorize request"::equals)
			.hasSize(1);
	}

	private static int get(TestService service, String portProperty, String path, String... headers)
			throws IOException, InterruptedException {
		String port = service.bean(Environment.class).getRequiredProperty(portProperty);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(20));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ TracingLibrary.OnClassPath.class, Hello.class })
	static class Application {

	}

	@RestController
	static class Hello {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
