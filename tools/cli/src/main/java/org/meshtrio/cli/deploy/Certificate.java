package org.meshtrio.cli.deploy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.object.Secret;

/**
 * The certificate in a secret, as an Istio gateway reads it.
 */
final class Certificate {

	private static final int DNS_NAME = 2;

	private Certificate() {
	}

	/**
	 * Says why a gateway cannot use a secret for a host.
	 * @param secret the secret
	 * @param host the host
	 * @return a clause with "it" for the secret, or {@code null} if nothing is wrong
	 */
	static @Nullable String fault(Secret secret, String host) {
		String type = secret.type();
		if (!"kubernetes.io/tls".equals(type)) {
			return "its type is " + type + ", not kubernetes.io/tls";
		}
		for (String key : List.of("tls.crt", "tls.key")) {
			if (!decoded(secret, key).contains("-----BEGIN ")) {
				return "it has no PEM text under " + key;
			}
		}
		try {
			X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(pem(secret).getBytes(StandardCharsets.UTF_8)));
			certificate.checkValidity();
			return names(certificate, host) ? null : "its certificate is not for " + host;
		}
		catch (CertificateExpiredException ex) {
			return "its certificate has expired";
		}
		catch (CertificateNotYetValidException ex) {
			return "its certificate is not valid yet";
		}
		catch (CertificateException ex) {
			return "its tls.crt is not a certificate";
		}
	}

	/**
	 * The certificate of a secret.
	 * @param secret the secret
	 * @return its PEM text
	 */
	static String pem(Secret secret) {
		return decoded(secret, "tls.crt");
	}

	private static String decoded(Secret secret, String key) {
		return new String(Base64.getDecoder().decode(secret.data().getOrDefault(key, "")), StandardCharsets.UTF_8);
	}

	private static boolean names(X509Certificate certificate, String host) throws CertificateException {
		Collection<List<?>> names = certificate.getSubjectAlternativeNames();
		return names != null && names.stream()
			.filter((name) -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
			.map((name) -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
			.anyMatch((name) -> name.equals(host) || name.equals("*" + host.substring(host.indexOf('.'))));
	}

}
