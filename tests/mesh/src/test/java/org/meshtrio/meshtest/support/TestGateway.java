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
 * The ingress gateway for the namespaces of the tests: each has its own host there,
 * {@code NAMESPACE.trio-test.example.com}, and a certificate.
 */
public final class TestGateway implements AutoCloseable {

	private static final String ROOT = SavedMeshSettings.ROOT;

	/** Marks the secrets, which must be in the gateway's namespace. */
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
	 * The certificate that the gateway serves for a namespace's host. Its key is in the
	 * same folder, with the ending {@code key}.
	 * @param namespace the namespace
	 * @return a PEM file
	 */
	public static Path certificate(String namespace) {
		return Mesh.HOME.resolve("tests/mesh/target/" + namespace + ".crt");
	}

	/**
	 * Applies istio/gateway.yaml in a namespace, for that namespace's host, with a new
	 * certificate.
	 * @param namespace the namespace
	 * @return the host, and the local port that is forwarded to the gateway
	 * @throws ClusterException if kubectl or openssl fails
	 * @throws IOException if the file can't be read
	 */
	public ConnectTo open(String namespace) throws ClusterException, IOException {
		String certificate = certificate(namespace).toString();
		String key = certificate.replace(".crt", ".key");
		Subprocess.Result made = Subprocess.run(Duration.ofSeconds(30), "",
				List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
						"/CN=" + namespace, "-addext", "subjectAltName=DNS:" + host(namespace), "-keyout", key, "-out",
						certificate));
		if (made.exitCode() != 0) {
			throw new ClusterException("openssl created no certificate: " + made.lastError());
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
	 * The local port that is forwarded to the gateway's HTTPS port.
	 * @return the port
	 */
	public int httpsPort() {
		return this.https.port();
	}

	/**
	 * The local port that is forwarded to the gateway's HTTP port.
	 * @return the port
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
