package org.meshtrio.propagation;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Credentials;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** Which header names count as credentials. */
class CredentialNamesTest {

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Proxy-Authorization", "x-amz-authorization", "Cookie", "Set-Cookie",
			"Cookie2", "jwt", "X-Auth-Token", "X-Amz-Security-Token", "x-csrf-token", "X-Vault-Token", "private-token",
			"x-client-secret", "X-Api-Key", "apikey", "X-Goog-Api-Key", "x-goog-iap-jwt-assertion",
			"x-ms-client-assertion", "x-password", "x-user-credentials", "x-session-id", "ocp-apim-subscription-apikey",
			"Ocp-Apim-Subscription-Key", "x-functions-key", "X-Auth-Key", "api_key", "X_Access_Key",
			"x-amz-server-side-encryption-customer-key", "x-goog-encryption-key", "Authentication-Info",
			"Proxy-Authentication-Info", "DPoP", "x-saml-response", "x-forwarded-access-token", "Sec-Token-Binding",
			"x-ms-token-aad-id-token", "PRIVATE-TOKEN", "cf-access-jwt-assertion", "x-xsrf-token", "x-passphrase" })
	void isACredential(String name) {
		assertThat(Credentials.isCredential(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "end-user", "user-agent", "x-tenant", "x-request-id", "traceparent", "baggage", "key",
			"x-key-id", "x-author", "x-forwarded-client-cert", "www-authenticate", "proxy-authenticate", "accept",
			"idempotency-key", "sec-websocket-key", "x-request-key", "x-robots-tag" })
	void isNone(String name) {
		assertThat(Credentials.isCredential(name)).isFalse();
	}

	@Test
	void everyHeaderOfTheCredentialGroupIsOneAndNoOtherThatTravels() {
		assertThat(Stream.of(PropagatedHeader.values())
			.filter((header) -> header.group() != HeaderGroup.NEVER)
			.filter((header) -> Credentials.isCredential(header.pattern()))
			.map(PropagatedHeader::group)).hasSize(3).containsOnly(HeaderGroup.CREDENTIAL);
	}

}
