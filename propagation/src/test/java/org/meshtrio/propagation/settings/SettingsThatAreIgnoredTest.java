package org.meshtrio.propagation.settings;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A setting without effect stops the start. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsThatAreIgnoredTest {

	@Test
	void aPatternForwardsWhatBeginsWithIt() throws Exception {
		assertThat(RecordingServer.arrived(
				TestService.with("mesh.propagation.headers=X-Tenant-*,acceptor-id,X-Team,x-team"), "x-tenant-id: 7",
				"X-Tenant-Region: north", "x-tenant: no", "x-tenan-t: no", "acceptor-id: 8", "X-TEAM: blue"))
			.containsEntry("x-tenant-id", List.of("7"))
			.containsEntry("x-tenant-region", List.of("north"))
			.containsEntry("acceptor-id", List.of("8"))
			.containsEntry("x-team", List.of("blue"))
			.doesNotContainKeys("x-tenant", "x-tenan-t");
	}

	@Test
	void aPatternForwardsNothingThatHasARuleOrIsACredential() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(
				TestService.with("mesh.propagation.headers=x-*,a*,c*,j*,ho*,accept*", "mesh.propagation.forward=false"),
				"x-mine: 1", "accepted: 2", "hostess: 3", "authorization: Bearer abc", "cookie: a=b", "jwt: a.b.c",
				"x-api-key: secret", "x-auth-token: secret", "x-vault-token: secret", "x-envoy-attempt-count: 3",
				"x-forwarded-for: 203.0.113.7", "accept: text/x-of-the-caller", "accept-language: tlh",
				"content-language: en", "x-request-id: 4", "x-datadog-trace-id: 5",
				"x-b3-traceid: 0af7651916cd43dd8448eb211c80319c", "x-b3-spanid: b7ad6b7169203331");

		assertThat(arrived).containsEntry("x-mine", List.of("1"))
			.containsEntry("accepted", List.of("2"))
			.containsEntry("hostess", List.of("3"))
			.doesNotContainKeys("authorization", "cookie", "jwt", "x-api-key", "x-auth-token", "x-vault-token",
					"x-envoy-attempt-count", "x-forwarded-for", "accept-language", "content-language", "x-request-id",
					"x-datadog-trace-id", "x-b3-traceid");
		assertThat(arrived.getOrDefault("accept", List.of())).doesNotContain("text/x-of-the-caller");
	}

	@Test
	void aCredentialGoesOnByItsWholeName() throws Exception {
		assertThat(RecordingServer.arrived(TestService.with("mesh.propagation.headers=Authorization,X-Api-Key"),
				"authorization: Bearer abc", "x-api-key: secret", "cookie: a=b"))
			.containsEntry("authorization", List.of("Bearer abc"))
			.containsEntry("x-api-key", List.of("secret"))
			.doesNotContainKey("cookie");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					mesh.propagation.headers=*               | mesh.propagation.headers contains a * alone, which would match every header.
					mesh.propagation.headers=x-*-id          | mesh.propagation.headers contains a * that isn't at the end of a name.
					mesh.propagation.headers=*-id            | mesh.propagation.headers contains a * that isn't at the end of a name.
					mesh.propagation.headers=x-**            | mesh.propagation.headers contains a * that isn't at the end of a name.
					mesh.propagation.headers=x-a,,x-b        | mesh.propagation.headers contains a name that isn't valid for an HTTP header.
					mesh.propagation.headers[0]=             | mesh.propagation.headers contains a name that isn't valid for an HTTP header.
					mesh.propagation.headers=accept          | mesh.propagation.headers contains 'accept', which is never forwarded
					mesh.propagation.headers=Accept-Language | mesh.propagation.headers contains 'accept-*', which is never forwarded
					mesh.propagation.headers=x-envoy-*       | mesh.propagation.headers contains 'x-envoy-*', which is never forwarded
					mesh.propagation.headers=X-Envoy-Retry-* | mesh.propagation.headers contains 'x-envoy-*', which is never forwarded
					mesh.propagation.headers=traceparent     | mesh.propagation.headers contains 'traceparent', which is part of the trace context and is forwarded with it.
					mesh.propagation.headers=X-B3-*          | mesh.propagation.headers contains 'x-b3-*', which is part of the trace context and is forwarded with it.
					mesh.propagation.header=x-a              | mesh.propagation.header
					mesh.propagation.tracing.spans=false     | mesh.propagation.tracing.spans
					trio.spans=false                         | trio.spans is now called mesh.propagation.spans.
					trio.credentials=true                    | trio.credentials is now called mesh.propagation.credentials.
					Trio.Headers=x-a                         | trio.headers is now called mesh.propagation.headers.
					trio.headers[0]=x-a                      | trio.headers[0] is now called mesh.propagation.headers[0].
					""")
	void whatWouldDoNothingStopsTheStartWithASentence(String setting, String sentence, CapturedOutput output) {
		assertThatThrownBy(() -> application(Application.class).run("--" + setting));

		assertThat(output).contains("APPLICATION FAILED TO START").contains(sentence).doesNotContain("\tat ");
	}

	@Test
	void anOldNameIsSeenInThePropertySourceOfAClass(CapturedOutput output) {
		assertThatThrownBy(() -> application(WithOldName.class).run());

		assertThat(output).contains("trio.spans is now called mesh.propagation.spans.").doesNotContain("\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TRIO_SPANS", "TRIO_FORWARD", "TRIO_HEADERS_0" })
	void anOldNameIsSeenInTheEnvironment(String variable, CapturedOutput output) {
		assertThatThrownBy(() -> application(Application.class)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, "x"))))
			.run());

		assertThat(output).contains("is now called mesh.propagation.").doesNotContain("\tat ");
	}

	private static SpringApplicationBuilder application(Class<?> type) {
		return new SpringApplicationBuilder(type).bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("server.port=0");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@SpringBootConfiguration
	@Import(Application.class)
	@PropertySource("classpath:old-name.properties")
	static class WithOldName {

	}

}
