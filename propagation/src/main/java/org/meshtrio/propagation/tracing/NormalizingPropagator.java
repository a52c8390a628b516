package org.meshtrio.propagation.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.context.RequestHeaders;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Wraps the tracer's propagator, so that every tracer reads the same context.
 *
 * <p>
 * Of the trace headers that arrive, the tracer sees only the context that counts
 * according to {@link ArrivedTrace}, in its strict form. So a malformed value can't cause
 * an exception or hide a good context. Other headers stay unchanged, except
 * {@code baggage}: the tracer sees it only if the application configures baggage, because
 * otherwise the starter copies it unchanged.
 *
 * <p>
 * It also adds the random flag to the tracer's {@code traceparent}, because
 * <a href="https://www.w3.org/TR/trace-context-2/#random-trace-id-flag">W3C Trace
 * Context, level 2</a> requires that it's forwarded with the trace id. If the tracer
 * writes no B3, the flag stays as the tracer writes it, because a receiver with Brave
 * rejects a {@code traceparent} that has the flag, and would have no B3 to read instead.
 */
final class NormalizingPropagator implements Propagator {

	private static final int FLAGS = 53;

	/** The names of B3 headers in carriers that are case-sensitive. */
	private static final Map<String, String> AS_TRACERS_WRITE = Map.of(TraceHeaders.B3_TRACE_ID, "X-B3-TraceId",
			TraceHeaders.B3_SPAN_ID, "X-B3-SpanId", TraceHeaders.B3_PARENT_SPAN_ID, "X-B3-ParentSpanId",
			TraceHeaders.B3_SAMPLED, "X-B3-Sampled", TraceHeaders.B3_FLAGS, "X-B3-Flags");

	private final Propagator tracer;

	private final List<TraceFormat> order;

	private final boolean baggage;

	/**
	 * Wraps a propagator.
	 * @param tracer the tracer's own
	 * @param order the formats that the application reads; the first one wins
	 * @param baggage whether the tracer sees {@code baggage}
	 */
	NormalizingPropagator(Propagator tracer, List<TraceFormat> order, boolean baggage) {
		this.tracer = tracer;
		this.order = order;
		this.baggage = baggage;
	}

	@Override
	public List<String> fields() {
		return this.tracer.fields();
	}

	@Override
	public <C> Span.Builder extract(C carrier, Getter<C> getter) {
		return this.tracer.extract(carrier, new CanonicalGetter<>(getter, arrived(carrier, getter).canonical()));
	}

	@Override
	public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
		CompletingSetter<C> completing = new CompletingSetter<>(setter);
		this.tracer.inject(context, carrier, completing);
		completing.complete(carrier);
	}

	/** For a request, the result of the filter, so that each request is read once. */
	private <C> ArrivedTrace arrived(C carrier, Getter<C> getter) {
		ForwardedHeaders current = ForwardedHeaders.current();
		if (carrier instanceof HttpServletRequest request) {
			return (current != null) ? current.trace()
					: ArrivedTrace.of((name) -> RequestHeaders.lines(request, name), this.order);
		}
		return ArrivedTrace.of((name) -> lines(carrier, getter, name), this.order);
	}

	/**
	 * For messages and other carriers, whose keys may be in upper case and have one
	 * value.
	 */
	private static <C> List<String> lines(C carrier, Getter<C> getter, String name) {
		List<String> lines = new ArrayList<>();
		add(getter.getAll(carrier, name), lines);
		if (lines.isEmpty() && AS_TRACERS_WRITE.containsKey(name)) {
			add(getter.getAll(carrier, AS_TRACERS_WRITE.get(name)), lines);
		}
		return lines;
	}

	private static void add(@Nullable Iterable<@Nullable String> values, List<String> lines) {
		if (values != null) {
			for (String value : values) {
				if (value != null) {
					lines.add(value);
				}
			}
		}
	}

	/** Shows the tracer only the trace headers of one context. */
	private final class CanonicalGetter<C> implements Getter<C> {

		private final Getter<C> getter;

		private final Map<String, String> canonical;

		private CanonicalGetter(Getter<C> getter, Map<String, String> canonical) {
			this.getter = getter;
			this.canonical = canonical;
		}

		@Override
		public @Nullable String get(C carrier, String key) {
			String name = key.toLowerCase(Locale.ROOT);
			return isOurs(name) ? this.canonical.get(name) : this.getter.get(carrier, key);
		}

		@Override
		public Iterable<String> getAll(C carrier, String key) {
			String name = key.toLowerCase(Locale.ROOT);
			if (isOurs(name)) {
				String value = this.canonical.get(name);
				return (value != null) ? List.of(value) : List.of();
			}
			return this.getter.getAll(carrier, key);
		}

		private boolean isOurs(String name) {
			return TraceHeaders.NAMES.contains(name)
					|| (!NormalizingPropagator.this.baggage && name.equals(PropagatedHeader.BAGGAGE.pattern()));
		}

	}

	/** Delays the traceparent until the tracer has written all its headers. */
	private static final class CompletingSetter<C> implements Setter<C> {

		private final Setter<C> setter;

		private @Nullable String traceparent;

		private boolean b3;

		private CompletingSetter(Setter<C> setter) {
			this.setter = setter;
		}

		@Override
		public void set(@Nullable C carrier, String key, String value) {
			switch (key.toLowerCase(Locale.ROOT)) {
				case TraceHeaders.TRACEPARENT -> this.traceparent = value;
				case TraceHeaders.B3, TraceHeaders.B3_TRACE_ID -> {
					this.b3 = true;
					this.setter.set(carrier, key, value);
				}
				default -> this.setter.set(carrier, key, value);
			}
		}

		private void complete(@Nullable C carrier) {
			if (this.traceparent == null) {
				return;
			}
			ForwardedHeaders current = ForwardedHeaders.current();
			ArrivedTrace arrived = (current != null) ? current.trace() : null;
			if (this.b3 && arrived != null && arrived.context() != null && arrived.context().random()
					&& this.traceparent.startsWith(arrived.context().paddedTraceId(), 3)) {
				int flags = Integer.parseInt(this.traceparent, FLAGS, FLAGS + 2, 16);
				this.traceparent = this.traceparent.substring(0, FLAGS) + "0" + (flags & 1 | 2);
			}
			this.setter.set(carrier, TraceHeaders.TRACEPARENT, this.traceparent);
		}

	}

}
