package org.meshtrio.propagation.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.context.ForwardedHeadersAccessor;
import org.meshtrio.propagation.outbound.OutboundHeaders;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Adds forwarding to each {@code WebClient} from Spring Boot's builder, and to HTTP
 * service clients that use it, if WebClient is on the class path.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(WebClientCustomizer.class)
class WebClientConfiguration {

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebClientCustomizer propagationWebClientCustomizer() {
		return (builder) -> builder.filter(WebClientConfiguration::exchange);
	}

	private static Mono<ClientResponse> exchange(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			// On a Reactor thread, the headers are only in Reactor's context.
			ForwardedHeaders forwarded = context.hasKey(ForwardedHeadersAccessor.KEY)
					? context.get(ForwardedHeadersAccessor.KEY) : ForwardedHeaders.current();
			return next.exchange(ClientRequest.from(request)
				.httpRequest((leaving) -> leaving.beforeCommit(() -> complete(forwarded, leaving)))
				.build());
		});
	}

	private static Mono<Void> complete(@Nullable ForwardedHeaders forwarded, ClientHttpRequest leaving) {
		HttpHeaders headers = leaving.getHeaders();
		// WebClient keeps the application's cookies separately until it writes the
		// header.
		boolean ownCookies = !leaving.getCookies().isEmpty() && !headers.containsHeader(HttpHeaders.COOKIE);
		OutboundHeaders.complete(forwarded, headers);
		if (ownCookies) {
			headers.remove(HttpHeaders.COOKIE);
		}
		return Mono.empty();
	}

}
