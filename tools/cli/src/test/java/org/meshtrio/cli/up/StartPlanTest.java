package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.cli.options.Switch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StartPlanTest {

	private final List<ServiceFolder> services = List.of(service("service0", 8080, "http://localhost:8081/x?y=8081"),
			service("service1", 8081, "http://localhost:8082"), service("service2", 8082, null));

	@Test
	void withoutAnOffsetPortsAreThoseOfTheSettings() {
		StartPlan plan = plan(this.services, 0);
		assertThat(plan.services()).extracting(Program::port).containsExactly(8080, 8081, 8082);
		assertThat(plan.services().get(0).arguments()).endsWith("-jar", "/service0.jar", "--server.address=127.0.0.1",
				"--server.port=8080", "--trio.next=http://localhost:8081/x?y=8081",
				"--management.tracing.export.zipkin.endpoint=http://localhost:9411/api/v2/spans",
				"--trio.trace-url=http://localhost:9411/zipkin/traces/{traceId}");
		assertThat(plan.services().get(2).arguments()).noneMatch((argument) -> argument.contains("trio.next"));
		assertThat(plan.zipkin(Path.of("/zipkin.jar")).arguments()).endsWith("--armeria.ports[0].ip=127.0.0.1",
				"--armeria.ports[0].port=9411", "--armeria.ports[0].protocols[0]=http");
	}

	@Test
	void anOffsetMovesEveryPort() {
		StartPlan plan = plan(this.services, 100);
		Program first = plan.services().get(0);
		assertThat(first.arguments()).endsWith("--server.port=8180", "--trio.next=http://localhost:8181/x?y=8081",
				"--management.tracing.export.zipkin.endpoint=http://localhost:9511/api/v2/spans",
				"--trio.trace-url=http://localhost:9511/zipkin/traces/{traceId}");
		assertThat(first.url()).hasToString("http://localhost:8180/");
		assertThat(first.ready()).hasToString("http://localhost:8180/readyz");
		Program zipkin = plan.zipkin(Path.of("/zipkin.jar"));
		assertThat(zipkin.arguments()).contains("--armeria.ports[0].port=9511");
		assertThat(zipkin.ready()).hasToString("http://localhost:9511/health");
		assertThat(plan.entry()).hasToString("http://localhost:8180/");
		assertThat(plan.store()).hasToString("http://localhost:9511");
	}

	@Test
	void aForkCallsAllOthersAtOnceAndTheyCallAsBefore() {
		StartPlan plan = new StartPlan(this.services, 100, InetAddress.getLoopbackAddress(), Switch.on, Switch.on,
				true);

		assertThat(plan.entry()).hasToString("http://localhost:8180/");
		assertThat(plan.services().get(0).arguments())
			.contains("--trio.next=http://localhost:8181,http://localhost:8182", "--trio.next-mode=parallel");
		assertThat(plan.services().get(1).arguments()).contains("--trio.next=http://localhost:8182")
			.noneMatch((argument) -> argument.contains("next-mode"));
		assertThat(plan.services().get(2).arguments()).noneMatch((argument) -> argument.contains("trio.next"));
	}

	@Test
	void onAnotherAddressTheUrlsNameIt() throws IOException {
		StartPlan plan = plan("192.0.2.1");
		Program first = plan.services().get(0);
		assertThat(first.arguments()).contains("--server.address=192.0.2.1",
				"--trio.next=http://192.0.2.1:8081/x?y=8081",
				"--management.tracing.export.zipkin.endpoint=http://192.0.2.1:9411/api/v2/spans",
				"--trio.trace-url=http://192.0.2.1:9411/zipkin/traces/{traceId}");
		assertThat(first.ready()).hasToString("http://192.0.2.1:8080/readyz");
		assertThat(plan.zipkin(Path.of("/zipkin.jar")).arguments()).contains("--armeria.ports[0].ip=192.0.2.1");
		assertThat(plan("2001:db8::1").entry()).hasToString("http://[2001:db8:0:0:0:0:0:1]:8080/");
	}

	@Test
	void onAllAddressesLocalhostIsOneOfThem() throws IOException {
		StartPlan plan = plan("0.0.0.0");
		assertThat(plan.services().get(0).arguments()).contains("--server.address=0.0.0.0",
				"--trio.next=http://localhost:8081/x?y=8081");
		assertThat(plan.store()).hasToString("http://localhost:9411");
	}

	@Test
	void whatRunsElsewhereDoesNotMove() {
		StartPlan plan = plan(List.of(service("service0", 8080, "http://httpbin.example.com:8080/")), 100);
		assertThat(plan.services().get(0).arguments()).contains("--trio.next=http://httpbin.example.com:8080/");
		StartPlan other = plan(List.of(service("service0", 8080, "http://localhost:7000/")), 100);
		assertThat(other.services().get(0).arguments()).contains("--trio.next=http://localhost:7000/");
	}

	@Test
	void theEntryIsTheServiceThatNoOtherCalls() {
		StartPlan plan = plan(
				List.of(service("service0", 8080, null), service("service1", 8081, "http://localhost:8080")), 0);
		assertThat(plan.entry()).hasToString("http://localhost:8081/");
	}

	@Test
	void switchesAreSettings() {
		StartPlan off = new StartPlan(this.services, 0, InetAddress.getLoopbackAddress(), Switch.off, Switch.off,
				false);
		assertThat(off.services().get(1).arguments()).endsWith("--mesh.propagation.spans=false",
				"--mesh.propagation.forward=false");
		assertThat(plan(this.services, 0).services().get(1).arguments())
			.noneMatch((argument) -> argument.matches("--trio\\.(spans|forward).*"));
	}

	@Test
	void aPortThatDoesNotExistIsSaid() {
		assertThatIllegalArgumentException().isThrownBy(() -> plan(this.services, 60_000).services())
			.withMessage("--port-offset 60000 gives service0 the port 68080, and ports go from 1 to 65535");
		assertThatIllegalArgumentException().isThrownBy(() -> plan(this.services, -8082).services());
		assertThatIllegalArgumentException().isThrownBy(() -> plan(this.services, Integer.MAX_VALUE).services())
			.withMessageContaining("the port 2147491727");
	}

	private static StartPlan plan(List<ServiceFolder> services, int offset) {
		return new StartPlan(services, offset, InetAddress.getLoopbackAddress(), Switch.on, Switch.on, false);
	}

	private StartPlan plan(String bind) throws IOException {
		return new StartPlan(this.services, 0, InetAddress.getByName(bind), Switch.on, Switch.on, false);
	}

	private static ServiceFolder service(String name, int port, @Nullable String next) {
		return new ServiceFolder(name, Path.of("/" + name + ".jar"), port,
				(next != null) ? List.of(URI.create(next)) : List.of());
	}

}
