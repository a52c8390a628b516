package org.meshtrio.propagation.inbound;

import java.io.IOException;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Marks the span of an HTTP exchange that ended with an error status: a server's span
 * from 500, a client's span from 400. Spring marks it only if there was an exception,
 * too. The metrics don't change: their {@code error} tag is about exceptions.
 *
 * <p>
 * Source: <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status">
 * OpenTelemetry's conventions for HTTP spans, Status</a>, and {@code error.type} there.
 * In Zipkin's own format an error is <a href="https://zipkin.io/zipkin-api/">the tag
 * {@code error}</a>.
 */
public final class HttpErrors implements ObservationFilter {

	private static final boolean HAS_OPENTELEMETRY = isPresent("io.micrometer.tracing.otel.bridge.OtelSpan");

	private static final boolean HAS_WEB_CLIENT = isPresent(
			"org.springframework.web.reactive.function.client.ClientRequestObservationContext");

	private static final int CLIENT_ERROR = 400;

	private static final int SERVER_ERROR = 500;

	private final int firstOfClient;

	/**
	 * Creates the filter.
	 * @param client4xxIsError whether a 4xx is an error in a client's span
	 */
	public HttpErrors(boolean client4xxIsError) {
		this.firstOfClient = client4xxIsError ? CLIENT_ERROR : SERVER_ERROR;
	}

	/**
	 * Marks the span if the exchange has one and ended with an error status. Micrometer
	 * calls it after the exchange has ended and before it ends the span.
	 * @param context the exchange
	 * @return the same context, unchanged
	 */
	@Override
	public Observation.Context map(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		if (span != null && !span.isNoop()) {
			Integer status = errorStatus(context);
			if (status != null) {
				mark(span, status.toString(), context.getError());
			}
		}
		return context;
	}

	private @Nullable Integer errorStatus(Observation.Context context) {
		if (context instanceof ServerRequestObservationContext server) {
			return (server.getResponse() != null)
					? from(SERVER_ERROR, status(server.getCarrier(), server.getResponse())) : null;
		}
		if (context instanceof ClientRequestObservationContext client) {
			return (client.getResponse() != null) ? from(this.firstOfClient, status(client.getResponse())) : null;
		}
		if (HAS_WEB_CLIENT) {
			Integer status = WebClientExchange.status(context);
			return (status != null) ? from(this.firstOfClient, status) : null;
		}
		return null;
	}

	private static @Nullable Integer from(int first, int status) {
		return (status >= first) ? status : null;
	}

	private static int status(@Nullable HttpServletRequest request, HttpServletResponse response) {
		// Spring ends the observation of an asynchronous request that times out before
		// it answers.
		if (request != null && !response.isCommitted()
				&& request.getAttribute(WebAsyncUtils.WEB_ASYNC_MANAGER_ATTRIBUTE) instanceof WebAsyncManager manager
				&& manager.getConcurrentResult() instanceof AsyncRequestTimeoutException timeout) {
			return timeout.getStatusCode().value();
		}
		return response.getStatus();
	}

	private static int status(ClientHttpResponse response) {
		try {
			return response.getStatusCode().value();
		}
		catch (IOException ex) {
			// The client already saw this exception, so the span has it.
			return 0;
		}
	}

	private static void mark(Span span, String status, @Nullable Throwable error) {
		boolean openTelemetry = HAS_OPENTELEMETRY && OpenTelemetrySpan.is(span);
		if (openTelemetry && OpenTelemetrySpan.hasError(span)) {
			return;
		}
		if (error != null) {
			// An application can set an exception on the context alone, not on the span.
			// For a Brave span that has it already, a second time changes nothing.
			span.error(error);
		}
		else if (openTelemetry) {
			OpenTelemetrySpan.mark(span, status);
		}
		else {
			span.tag("error", status);
		}
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, HttpErrors.class.getClassLoader());
	}

	/** Loaded only if WebClient is on the class path. */
	private static final class WebClientExchange {

		static @Nullable Integer status(Observation.Context context) {
			if (context instanceof org.springframework.web.reactive.function.client.ClientRequestObservationContext client) {
				ClientResponse response = client.getResponse();
				return (response != null) ? response.statusCode().value() : null;
			}
			return null;
		}

	}

	/** Loaded only if OpenTelemetry is on the class path. */
	private static final class OpenTelemetrySpan {

		static boolean is(Span span) {
			return span instanceof OtelSpan;
		}

		static boolean hasError(Span span) {
			return OtelSpan.toOtel(span) instanceof ReadableSpan own
					&& own.toSpanData().getStatus().getStatusCode() == StatusCode.ERROR;
		}

		/** Sets no description, because it would only repeat the status. */
		static void mark(Span span, String status) {
			OtelSpan.toOtel(span).setStatus(StatusCode.ERROR).setAttribute("error.type", status);
		}

	}

}
