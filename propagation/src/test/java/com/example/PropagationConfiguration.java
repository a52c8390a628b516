package com.example;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;

import io.micrometer.context.ContextRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.http.HttpHeaders;

/**
 * Copies what a mesh needs from the request that arrives to the requests that leave. The
 * tracer writes the trace headers; this adds what it leaves out. Put it into the package
 * of your {@code @SpringBootApplication} class, and name that package in the first line:
 * Spring Boot looks there and below.
 */
@Configuration(proxyBeanMethods = false)
public class PropagationConfiguration {

	/**
	 * Copied as they came, and all x-datadog-* with them. Of the traceparent only the
	 * trace id is used: a tracestate goes on with its own trace.
	 */
	private static final Set<String> COPIED = Set.of("traceparent", "tracestate", "x-request-id", "end-user",
			"user-agent", "baggage", "x-ot-span-context", "x-cloud-trace-context", "grpc-trace-bin", "sw8");

	private static final ThreadLocal<HttpHeaders> ARRIVED = new ThreadLocal<>();

	@Bean
	FilterRegistrationBean<Filter> arrivedHeadersFilter() {
		FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
			ARRIVED.set(arrived((HttpServletRequest) request));
			try {
				chain.doFilter(request, response);
			}
			finally {
				ARRIVED.remove();
			}
		});
		// The end of an asynchronous request runs on another thread, and may call too.
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
		// Before whatever may call another service, security filters included.
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
		return filter;
	}

	/**
	 * Behind all that your code sets on the builder or on the call. An interceptor of
	 * yours runs still later: let it set a header, not add to it. One in place of this
	 * would make Spring hold every body in memory.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	RestClientCustomizer copyingRestClientCustomizer() {
		return (builder) -> builder
			.defaultRequest((call) -> call.httpRequest((request) -> complete(request.getHeaders())));
	}

	/** Spring Boot hands it to the executors of {@code @Async} and of MVC. */
	@Bean
	ContextPropagatingTaskDecorator contextPropagatingTaskDecorator() {
		ContextRegistry.getInstance().registerThreadLocalAccessor("arrived-headers", ARRIVED);
		return new ContextPropagatingTaskDecorator();
	}

	private static HttpHeaders arrived(HttpServletRequest request) {
		HttpHeaders arrived = new HttpHeaders();
		for (String header : Collections.list(request.getHeaderNames())) {
			String name = header.toLowerCase(Locale.ROOT);
			if (COPIED.contains(name) || name.startsWith("x-datadog-")) {
				// A proxy takes an empty value for a broken context.
				Collections.list(request.getHeaders(header))
					.stream()
					.filter((value) -> !value.isBlank())
					.forEach((value) -> arrived.add(name, value));
			}
		}
		return arrived;
	}

	private static void complete(HttpHeaders leaving) {
		HttpHeaders arrived = ARRIVED.get();
		if (arrived != null) {
			String traceId = traceId(arrived);
			arrived.forEach((name, values) -> {
				boolean copied = switch (name) {
					case "traceparent" -> false;
					case "tracestate" -> traceId != null && traceId.equals(traceId(leaving));
					default -> true;
				};
				// What the tracer or the application wrote stays.
				if (copied && !leaving.containsHeader(name)) {
					leaving.addAll(name, values);
				}
			});
		}
	}

	private static String traceId(HttpHeaders headers) {
		String traceparent = headers.getFirst("traceparent");
		return (traceparent != null && traceparent.length() >= 55) ? traceparent.substring(3, 35) : null;
	}

}
