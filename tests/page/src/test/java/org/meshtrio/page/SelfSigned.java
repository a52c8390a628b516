package org.meshtrio.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A certificate for this machine, made by the JDK's keytool. */
final class SelfSigned {

	static final String PASSWORD = "of-a-test";

	private SelfSigned() {
	}

	/**
	 * Makes a key and a certificate.
	 * @return a file of the type PKCS12
	 */
	static Path keyStore() throws IOException, InterruptedException {
		Path file = Files.createDirectories(Path.of("target")).resolve("self-signed.p12").toAbsolutePath();
		Files.deleteIfExists(file);
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "page", "-keyalg", "EC", "-dname", "CN=page", "-ext", "san=ip:127.0.0.1",
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).as("exit code of keytool").isZero();
		return file;
	}

}
