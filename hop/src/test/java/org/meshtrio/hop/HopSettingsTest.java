package org.meshtrio.hop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class HopSettingsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					trio.next=service1                | trio.next isn't a URL of a service.
					trio.next=ftp://service1          | trio.next isn't a URL of a service.
					trio.next=http://me:pw@service1   | trio.next contains a user or password
					trio.next=http://a,service1       | trio.next isn't a URL of a service.
					trio.next=http://a,http://a,http://a,http://a,http://a,http://a,http://a,http://a,http://a | trio.next names more than 8 services.
					trio.next-mode=both               | trio.next-mode
					trio.timeout=0                    | trio.timeout isn't positive.
					trio.delay.min=-1ms               | trio.delay.min is negative.
					trio.delay.min=1s                 | trio.delay.max is shorter than trio.delay.min.
					trio.fault.status=99              | trio.fault.status isn't a status that an answer can have.
					trio.fault.delay=-1s              | trio.fault.delay is negative.
					trio.fault.rate=15                | trio.fault.rate isn't a share of the requests.
					trio.timeout=soon                 | trio.timeout
					trio.trace-url=http://zipkin/     | trio.trace-url isn't a URL of a trace.
					trio.trace-url=zipkin/{traceId}   | trio.trace-url isn't a URL of a trace.
					trio.trace-url=javascript://a/{traceId} | trio.trace-url isn't a URL of a trace.
					""")
	void aWrongSettingStopsTheStartWithASentenceAndNoStackTrace(String setting, String sentence,
			CapturedOutput output) {
		assertThatThrownBy(() -> TestHop.start("service0", setting));

		assertThat(output).contains("APPLICATION FAILED TO START").contains(sentence).doesNotContain("\tat ", "pw@");
	}

	@Test
	void anEmptyNextEndsTheChain() throws Exception {
		try (TestHop service = TestHop.start("service0", "trio.next=")) {
			assertThat(service.hop().calls()).isEmpty();
		}
	}

}
