package org.meshtrio.propagation.context;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.ForwardingPolicy;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With forwarding off, by the setting or for one request, the trace breaks on purpose.
 */
class ForwardOffTest {

	private static final String[] SENT = { "x-b3-traceid: 0af7651916cd43dd8448eb211c80319c",
			"x-b3-spanid: b7ad6b7169203331", "x-b3-sampled: 1",
			"traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate: v=1",
			"x-request-id: 8937590f-1518-920e-9ef2-a41a17db3c42", "sw8: 1-a", "end-user: jason" };

	@ParameterizedTest(name = "mesh.propagation.spans={0}")
	@ValueSource(strings = { "true", "false" })
	void theApplicationCanDecideItForOneRequest(String spans) throws Exception {
		TestService service = TestService.of(Deciding.class, "mesh.propagation.spans=" + spans);
		String[] sent = java.util.Arrays.copyOf(SENT, SENT.length + 1);
		sent[SENT.length] = "x-test: private";

		Map<String, List<String>> arrived = RecordingServer.arrived(service, sent);

		assertThat(arrived).containsEntry("end-user", List.of("jason"));
		assertNoTrace(arrived);
		assertThat(RecordingServer.arrived(service, SENT)).as("the request after it")
			.containsKeys("x-b3-traceid", "x-request-id", "sw8");
	}

	@Test
	void whatTheApplicationDecidesDoesNotSwitchTheSettingOn() throws Exception {
		assertNoTrace(RecordingServer.arrived(TestService.of(Deciding.class, "mesh.propagation.forward=false"), SENT));
	}

	@ParameterizedTest(name = "mesh.propagation.spans={0}")
	@ValueSource(strings = { "true", "false" })
	void theSettingHoldsForEveryRequest(String spans) throws Exception {
		Map<String, List<String>> arrived = RecordingServer
			.arrived(TestService.with("mesh.propagation.spans=" + spans, "mesh.propagation.forward=false"), SENT);

		assertThat(arrived).containsEntry("end-user", List.of("jason"));
		assertNoTrace(arrived);
	}

	@ParameterizedTest(name = "mesh.propagation.spans={0}")
	@ValueSource(strings = { "true", "false" })
	void noCallerCanSwitchItOff(String spans) throws Exception {
		String[] sent = java.util.Arrays.copyOf(SENT, SENT.length + 1);
		sent[SENT.length] = "trio-forward: off";

		assertThat(RecordingServer.arrived(TestService.with("mesh.propagation.spans=" + spans), sent))
			.containsKeys("x-b3-traceid", "x-request-id", "sw8")
			.doesNotContainKey("trio-forward");
	}

	private static void assertNoTrace(Map<String, List<String>> arrived) {
		assertThat(arrived.keySet()).noneMatch((name) -> PropagatedHeader.of(name)
			.filter((known) -> known.group() == HeaderGroup.TRACE || known.group() == HeaderGroup.VENDOR_TRACE
					|| known.group() == HeaderGroup.REQUEST)
			.isPresent());
	}

	@SpringBootConfiguration
	@Import(TestService.Application.class)
	static class Deciding {

		@Bean
		ForwardingPolicy policy() {
			return (request) -> !"private".equals(request.getHeader("x-test"));
		}

	}

}
