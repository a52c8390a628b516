package org.meshtrio.mesh.doctor.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.admin.Upstream;
import org.meshtrio.mesh.doctor.finding.CollectorFault.ReportsLost;
import org.meshtrio.mesh.object.ObjectName;

import static org.assertj.core.api.Assertions.assertThat;

class CollectorReportsTest {

	private final CollectorMesh mesh = new CollectorMesh();

	@Test
	void reportsThatGotAnError() throws Exception {
		this.mesh.rules = "[{metadata: {name: tls, namespace: observe},"
				+ " spec: {host: collector, trafficPolicy: {tls: {mode: SIMPLE}}}}]";
		assertThat(reports(counted(3, 0, 5, 1), counted(3, 0, 5, 1), counted(4, 0, 7, 3)).lost())
			.isEqualTo(new ReportsLost(this.mesh.provider(), List.of("cart"), 2, 2, 0,
					List.of(new ObjectName("DestinationRule", "observe", "tls"))));
	}

	@Test
	void connectionsThatFailed() throws Exception {
		this.mesh.collectorHasProxy = true;
		this.mesh.policies = "[{metadata: {name: some, namespace: observe}, spec: {rules: [{}]}}]";
		assertThat(reports(counted(0, 0, 0, 0), counted(4, 4, 0, 0)).lost())
			.isEqualTo(new ReportsLost(this.mesh.provider(), List.of("cart"), 0, 0, 4,
					List.of(new ObjectName("AuthorizationPolicy", "observe", "some"))));
	}

	@Test
	void proxiesThatMayNotBeAsked() throws Exception {
		assertThat(new CollectorReports(this.mesh.state(), (pod) -> null).lost()).isNull();
	}

	private CollectorReports reports(Upstream... counted) throws Exception {
		Deque<Upstream> answers = new ArrayDeque<>(List.of(counted));
		return new CollectorReports(this.mesh.state(), (pod) -> List.of(answers.remove()));
	}

	private static Upstream counted(long connections, long connectionsFailed, long requests, long failed) {
		return new Upstream(CollectorMesh.HOST, 4317, connections, connectionsFailed, requests, failed);
	}

}
