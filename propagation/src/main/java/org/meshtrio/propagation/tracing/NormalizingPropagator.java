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
import org.meshtrio.propagation.PropagatedHeader;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.context.RequestHeaders;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Stands before the tracer's own propagator, so that every tracer reads the same.
 *
 * <p>
 * Of the trace headers that arrive, the tracer sees only those of the context that counts
 * by {@link ArrivedTrace}, in their strict form: no value can make it throw, and none can
 * cost it a trace that it could go on with. Other headers it sees as they are, but
 * {@code baggage} only where the application has plans for it, since the starter copies
 * it as it came.
 *
 * <p>
 * To what the tracer writes this adds the random flag, which
 * <a href="https://www.w3.org/TR/trace-context-2/#random-trace-id-flag">W3C Trace
 * Context, level 2</a> wants to go on with the trace id. Where no B3 goes beside it the
 * flag is left to the tracer, because Brave drops a {@code traceparent} that has it.
 */
final class NormalizingPropagator implements Propagator {

	private static final int FLAGS = 53;

	/** The names under which carriers that tell upper from lower case hold B3. */
	private static final Map<String, String> AS_TRACERS_WRITE = Map.of(TraceHeaders.B3_TRACE_ID, "X-B3-TraceId",
			TraceHeaders.B3_SPAN_ID, "X-B3-SpanId", TraceHeaders.B3_PARENT_SPAN_ID, "X-B3-ParentSpanId",
			TraceHeaders.B3_SAMPLED, "X-B3-Sampled", TraceHeaders.B3_FLAGS, "X-B3-Flags");

	private final Propagator tracer;

	private final List<TraceFormat> order;

	private final boolean baggage;

	/**
	 * A propagator before another one.
	 * @param tracer the tracer's own
	 * @param order the formats that the application reads, the first one wins
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

	/** What our filter read, so that one request is read once and by one rule. */
	private <C> ArrivedTrace arrived(C carrier, Getter<C> getter) {
		ForwardedHeaders current = ForwardedHeaders.current();
		if (carrier instanceof HttpServletRequest request) {
			return (current != null) ? current.trace()
					: ArrivedTrace.of((name) -> RequestHeaders.lines(request, name), this.order);
		}
		return ArrivedTrace.of((name) -> lines(carrier, getter, name), this.order);
	}

	/** Messages and others: their keys may be in upper case, and hold one value only. */
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

	/** Shows the tracer no trace header but those of one context. */
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

	/** Holds the traceparent back until the tracer has written all of its own. */
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
