package org.meshtrio.mesh.admin;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.meshtrio.mesh.tracing.ServiceHost;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamTest {

	private static final ServiceHost STOCK = new ServiceHost("shop", "stock");

	private static final String CLUSTERS = """
			outbound|80||stock.shop.svc.cluster.local::default_priority::max_connections::4294967295
			outbound|80||stock.shop.svc.cluster.local::added_via_api::true
			outbound|80||stock.shop.svc.cluster.local::10.0.0.7:8080::cx_connect_fail::1
			outbound|80||stock.shop.svc.cluster.local::10.0.0.7:8080::cx_total::3
			outbound|80||stock.shop.svc.cluster.local::10.0.0.7:8080::rq_error::2
			outbound|80||stock.shop.svc.cluster.local::10.0.0.7:8080::rq_timeout::1
			outbound|80||stock.shop.svc.cluster.local::10.0.0.7:8080::rq_total::5
			outbound|80||stock.shop.svc.cluster.local::[fd00::8]:8080::cx_total::4
			outbound|80|v1|stock.shop.svc.cluster.local;::10.0.0.7:8080::rq_total::10
			outbound|443||example.com::93.184.216.34:443::cx_total::1
			inbound|8080||::10.0.0.9:8080::cx_total::1
			xds-grpc::127.0.0.1:15012::cx_total::99999999999999999999
			nonsense
			""";

	@Test
	void addsUpTheAddressesOfADestination() {
		assertThat(Upstream.parse(CLUSTERS)).containsExactly(new Upstream(STOCK, 80, 7, 1, 5, 3),
				new Upstream(STOCK, 80, 0, 0, 10, 0), new Upstream(null, 0, 1, 0, 0, 0),
				new Upstream(null, 0, 1, 0, 0, 0));
	}

	@Test
	void sumsUpTheSubsetsOfAPort() {
		List<Upstream> upstreams = Upstream.parse(CLUSTERS);
		assertThat(Upstream.sum(upstreams, STOCK, 80)).isEqualTo(new Upstream(STOCK, 80, 7, 1, 15, 3));
		assertThat(Upstream.sum(upstreams, STOCK, 81)).isEqualTo(new Upstream(STOCK, 81, 0, 0, 0, 0));
	}

}
