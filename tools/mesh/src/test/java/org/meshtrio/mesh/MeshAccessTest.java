package org.meshtrio.mesh;

import java.net.URI;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

class MeshAccessTest {

	@RegisterExtension
	private final WireMockExtension jaeger = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	@Test
	void jaegerOfIstiosSample() {
		this.jaeger.stubFor(get(urlEqualTo("/jaeger/api/services")).willReturn(okJson("{\"data\": []}")));
		URI root = URI.create(this.jaeger.baseUrl());
		assertThat(MeshAccess.base(root)).isEqualTo(root.resolve("/jaeger"));
	}

	@Test
	void jaegerOfTheAddons() {
		this.jaeger.stubFor(get(urlEqualTo("/api/services")).willReturn(okJson("{\"data\": []}")));
		URI root = URI.create(this.jaeger.baseUrl());
		assertThat(MeshAccess.base(root)).isEqualTo(root);
	}

}
