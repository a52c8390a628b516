package org.meshtrio.course.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BlockOutputTest {

	@Test
	void readsWhatUniqHasCounted() {
		BlockOutput output = new BlockOutput("     84 200\n     16 503\n      7 service2 v1", 0);
		assertThat(output.uniqCount("200")).isEqualTo(84);
		assertThat(output.uniqCount("503")).isEqualTo(16);
		assertThat(output.uniqCount("service2 v1")).isEqualTo(7);
		assertThat(output.uniqCount("50")).isZero();
		assertThat(output.uniqCount("v1")).isZero();
	}

	@Test
	void addsUpWhatAServiceHasCounted() {
		String metric = "http_server_requests_seconds_count{service=\"service2\",status=\"%s\",uri=\"/\"} %s\n";
		assertThat(new BlockOutput("status 12\n" + metric.formatted("200", "118") + metric.formatted("503", "2.0"), 0)
			.requestCount()).isEqualTo(120);
		assertThat(new BlockOutput("no request yet", 0).requestCount()).isZero();
	}

	@Test
	void readsHowLongCurlTook() throws LabException {
		assertThat(new BlockOutput("status 504 after 1.003814 s", 0).seconds()).isEqualTo(1.003814);
		assertThat(new BlockOutput("504 after 0.5 s\ncommand terminated", 0).seconds()).isEqualTo(0.5);
		assertThatExceptionOfType(LabException.class).isThrownBy(() -> new BlockOutput("504", 0).seconds());
	}

}
