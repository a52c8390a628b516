package org.meshtrio.meshtest.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.cluster.PortForward;
import org.meshtrio.mesh.cluster.Subprocess;
import org.meshtrio.trace.http.ConnectTo;

/**
 * The ingress gateway for the namespaces of the proof: each has a host of its own there,
 * {@code NAMESPACE.trio-test.example.com}, and a certificate.
 */
public final class TestGateway implements AutoCloseable {

	private static final String ROOT = SavedMeshSettings.ROOT;

	/** Of the secrets, which stand beside the gateway. */
	private static final String LABEL = "trio-test=certificate";

	private final Cluster cluster;

	private final PortForward https;

	private final PortForward http;

	TestGateway(Cluster cluster) throws ClusterException {
		this.cluster = cluster;
		removeCertificates();
		this.https = cluster.forward(ROOT, "service/istio-ingressgateway", 443);
		this.http = cluster.forward(ROOT, "service/istio-ingressgateway", 80);
	}

	/**
	 * The host of a namespace.
	 * @param namespace the namespace
	 * @return its host
	 */
	public static String host(String namespace) {
		return namespace + ".trio-test.example.com";
	}

	/**
	 * The URL of a namespace's service0.
	 * @param namespace the namespace
	 * @return {@code https://HOST/service0}
	 */
	public static URI url(String namespace) {
		return URI.create("https://" + host(namespace) + "/service0");
	}

	/**
	 * The certificate that the gateway serves for a namespace's host; its key is beside
	 * it, with the ending {@code key}.
	 * @param namespace the namespace
	 * @return a PEM file
	 */
	public static Path certificate(String namespace) {
		return Mesh.HOME.resolve("tests/mesh/target/" + namespace + ".crt");
	}

	/**
	 * Applies istio/gateway.yaml in a namespace, for that namespace's host, with a
	 * certificate of its own.
	 * @param namespace the namespace
	 * @return where its requests enter
	 * @throws ClusterException where it is refused
	 * @throws IOException where the file cannot be read
	 */
	public ConnectTo open(String namespace) throws ClusterException, IOException {
		String certificate = certificate(namespace).toString();
		String key = certificate.replace(".crt", ".key");
		Subprocess.Result made = Subprocess.run(Duration.ofSeconds(30), "",
				List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
						"/CN=" + namespace, "-addext", "subjectAltName=DNS:" + host(namespace), "-keyout", key, "-out",
						certificate));
		if (made.exitCode() != 0) {
			throw new ClusterException("openssl made no certificate: " + made.lastError());
		}
		this.cluster.kubectl("create", "secret", "tls", "-n", ROOT, namespace, "--key", key, "--cert", certificate);
		this.cluster.kubectl("label", "secret", "-n", ROOT, namespace, LABEL);
		String yaml = Files.readString(Path.of(Mesh.file("istio/gateway.yaml")))
			.replace("trio.example.com", host(namespace))
			.replace("trio-example-com", namespace);
		this.cluster.kubectlWith(yaml, "apply", "--server-side", "--validate=strict", "-n", namespace, "-f", "-");
		return new ConnectTo(host(namespace), this.https.port());
	}

	/**
	 * The port of this machine that leads to the gateway's HTTPS port.
	 * @return its number
	 */
	public int httpsPort() {
		return this.https.port();
	}

	/**
	 * The port of this machine that leads to the gateway's HTTP port.
	 * @return its number
	 */
	public int httpPort() {
		return this.http.port();
	}

	@Override
	public void close() {
		this.https.close();
		this.http.close();
		try {
			removeCertificates();
		}
		catch (ClusterException ex) {
			System.out.println("mesh tests: " + ex.getMessage());
		}
	}

	private void removeCertificates() throws ClusterException {
		this.cluster.kubectl("delete", "secret", "-n", ROOT, "-l", LABEL);
	}

}
