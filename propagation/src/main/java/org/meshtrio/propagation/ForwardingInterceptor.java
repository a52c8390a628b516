package org.meshtrio.propagation;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Adds the forwarded headers to a request that leaves. It runs after the tracer, which
 * writes its headers before any interceptor is called.
 */
final class ForwardingInterceptor implements ClientHttpRequestInterceptor {

	private final ForwardingRules rules;

	ForwardingInterceptor(ForwardingRules rules) {
		this.rules = rules;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		this.rules.apply(ForwardedHeaders.current(), request.getHeaders());
		return execution.execute(request, body);
	}

}
