package org.meshtrio.mesh.istio;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshtrio.mesh.object.Service;

import static org.assertj.core.api.Assertions.assertThat;

class PortProtocolTest {

	@ParameterizedTest
	@CsvSource({ "http, 80,, http, true", "http-web, 80,, http, true", "HTTP2-x, 80,, http2, true",
			"grpc-web-x, 80,, grpc-web, true", "grpc, 80,, grpc, true", "'', 80,, '', true", "web, 80,, '', true",
			"tcp, 80,, tcp, false", "tcp-web, 80,, tcp, false", "tls, 443,, tls, false", "https, 443,, https, false",
			"mysql, 80,, mysql, false", "web, 3306,, tcp, false", "http, 3306,, http, true",
			"tcp, 80, http, http, true", "http, 80, tcp, tcp, false", "tcp, 80, kubernetes.io/h2c, http2, true",
			"http, 80, kubernetes.io/wss, https, false", "http, 80, example.com/own, '', true" })
	void isWhatIstioTakesItFor(String name, int port, @Nullable String appProtocol, String protocol, boolean isRead) {
		PortProtocol found = PortProtocol.of(new Service.Port(name, port, "TCP", appProtocol, ""));
		assertThat(found.name()).isEqualTo(protocol);
		assertThat(found.isRead()).isEqualTo(isRead);
	}

	@ParameterizedTest
	@CsvSource({ "tcp, 80,, TCP, name: tcp", "http, 80, tcp, TCP, appProtocol: tcp", "web, 3306,, TCP, port: 3306",
			"http, 80,, UDP, protocol: UDP" })
	void saysWhatDeclaresIt(String name, int port, @Nullable String appProtocol, String transport, String by) {
		PortProtocol found = PortProtocol.of(new Service.Port(name, port, transport, appProtocol, ""));
		assertThat(found.declaredBy()).isEqualTo(by);
		assertThat(found.isRead()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "tcp, 8080, true", "tcp-web, 80, true", "tcp-postgres, 5432, false", "redis, 8080, false",
			"http, 8080, false", "web, 3306, false" })
	void mayHideHttpIfItIsNotThatOfADatabase(String name, int port, boolean may) {
		assertThat(PortProtocol.mayHideHttp(new Service.Port(name, port, "TCP", null, ""))).isEqualTo(may);
	}

}
