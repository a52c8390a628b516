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
 * Copies the headers that a mesh needs from each request that arrives to the requests
 * that leave. The tracer writes the trace headers, and this class adds the others. Put it
 * into the package of your {@code @SpringBootApplication} class or below, and change the
 * first line to that package, so that Spring Boot finds it.
 */
@Configuration(proxyBeanMethods = false)
public class PropagationConfiguration {

	/**
	 * These headers and all x-datadog-* are copied unchanged, except traceparent. It's
	 * here for its trace id, because a tracestate is copied only with its own trace.
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
		// The end of an asynchronous request runs on another thread, and can call, too.
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
		// Before every filter that may call another service, such as security filters.
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
		return filter;
	}

	/**
	 * Runs after everything that your code sets on the builder or on the call. Only your
	 * interceptors run later, so they should set headers and not add to them. This isn't
	 * an interceptor itself, because then Spring would hold every body in memory.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	RestClientCustomizer copyingRestClientCustomizer() {
		return (builder) -> builder
			.defaultRequest((call) -> call.httpRequest((request) -> complete(request.getHeaders())));
	}

	/** Spring Boot sets it on the executors of {@code @Async} and of Spring MVC. */
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
				// A proxy reads an empty value as a broken context.
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
				// Headers that the tracer or the application wrote stay.
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
