package org.meshtrio.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.meshtrio.cli.FakeKubectl;
import org.meshtrio.cli.Trio;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code trio doctor} as a process, with a fake kubectl and without istioctl.
 */
@DisabledOnOs(OS.WINDOWS)
class DoctorCommandTest {

	@TempDir
	private Path temp;

	private FakeKubectl kubectl;

	/** A mesh with a provider, a service with a sidecar, and no Telemetry. */
	@BeforeEach
	void mesh() throws IOException {
		this.kubectl = new FakeKubectl(this.temp.resolve("bin")).answers("get *", "{\"items\": []}")
			.answers("version *", "{}")
			.answers("config current-context", "test")
			.answers("get namespace shop *", "{\"metadata\": {\"name\": \"shop\"}}")
			.answers("get configmap -n istio-system istio *",
					"{\"data\": {\"mesh\": \"extensionProviders:\\n- name: otel\\n  opentelemetry: {}\\n\"}}")
			.answers("get pods -n shop *",
					"{\"items\": [{\"metadata\": {\"name\": \"cart-1\", \"namespace\": \"shop\"},"
							+ " \"spec\": {\"containers\": [{\"name\": \"istio-proxy\"}]}, \"status\": {\"phase\": \"Running\"}}]}");
	}

	@Test
	void saysWhatItFindsAndChangesNothing() throws Exception {
		String output = doctor();
		assertThat(output).startsWith("istioctl analyze: skipped, there is no program istioctl:")
			.contains("\n- no Telemetry with a tracing provider applies", "\n  where  namespace istio-system",
					"\n  fix  \nkubectl apply -f - <<'END'\n")
			.endsWith("\nFound: no spans.\nexit 1");
		assertThat(this.kubectl.changes()).isEmpty();
	}

	@Test
	void inAmbientModeItMissesNoSidecar() throws Exception {
		this.kubectl
			.answers("get namespace shop *",
					"{\"metadata\": {\"name\": \"shop\", \"labels\": {\"istio.io/dataplane-mode\": \"ambient\"}}}")
			.answers("get pods -n shop *",
					"{\"items\": [{\"metadata\": {\"name\": \"cart-1\", \"namespace\": \"shop\"},"
							+ " \"status\": {\"phase\": \"Running\"}}]}")
			.answers("get service -n istio-system istio-ingressgateway *", "");
		assertThat(doctor())
			.contains("\nambient mode: cart-1; ztunnel makes no spans, so those of the gateway and of"
					+ " the applications are expected\n")
			.doesNotContain("sidecar")
			.endsWith("\nexit 2");
	}

	@Test
	void saysWhyItCannotTell() throws Exception {
		this.kubectl.answers("get configmap -n istio-system istio *", "");
		assertThat(doctor()).isEqualTo("\nCould not tell: the cluster of context test has no ConfigMap istio in"
				+ " istio-system: install Istio with istioctl install -f istio/install.yaml.\nexit 2");
	}

	private String doctor() throws IOException, InterruptedException {
		Path output = this.temp.resolve("output");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				Trio.class.getName(), "doctor", "--namespace", "shop")
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().put("PATH", this.kubectl.path());
		Process process = builder.start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return Files.readString(output) + "exit " + process.exitValue();
	}

}
