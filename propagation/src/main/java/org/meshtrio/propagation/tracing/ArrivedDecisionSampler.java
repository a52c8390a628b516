package org.meshtrio.propagation.tracing;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.SamplingDecision;

/**
 * Makes OpenTelemetry follow what B3 can express and its own contexts can't: a decision
 * without ids ({@code b3: 0}), and ids without a decision, which the receiver makes.
 *
 * <p>
 * A trace that begins while this thread works on a request is sampled as if it had
 * arrived with the request's decision. If that decision is not to sample, it never is. So
 * a request that must not make spans, such as one to Actuator, only needs that decision
 * in {@link ForwardedHeaders#trace()}.
 */
public final class ArrivedDecisionSampler implements Sampler {

	/** OpenTelemetry doesn't accept a parent without a span id. */
	private static final String SOME_SPAN_ID = "0000000000000001";

	private final Sampler sampler;

	/**
	 * Wraps a sampler.
	 * @param sampler the application's own
	 */
	public ArrivedDecisionSampler(Sampler sampler) {
		this.sampler = sampler;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
			Attributes attributes, List<LinkData> parentLinks) {
		ForwardedHeaders current = ForwardedHeaders.current();
		SpanContext parent = Span.fromContext(parentContext).getSpanContext();
		if (current == null || (parent.isValid() && !parent.isRemote())) {
			return this.sampler.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
		}
		ArrivedTrace arrived = current.trace();
		if (parent.isValid()) {
			Context context = isUndecided(parent, arrived) ? parentContext.with(Span.getInvalid()) : parentContext;
			return this.sampler.shouldSample(context, traceId, name, spanKind, attributes, parentLinks);
		}
		if (arrived.decision() == SamplingDecision.NOT_SAMPLED) {
			return SamplingResult.drop();
		}
		Context context = (arrived.decision() != null) ? parentContext.with(Span.wrap(sampled(traceId)))
				: parentContext;
		return this.sampler.shouldSample(context, traceId, name, spanKind, attributes, parentLinks);
	}

	/**
	 * B3 left the decision to this service, but OpenTelemetry reads that as "don't
	 * sample".
	 */
	private static boolean isUndecided(SpanContext parent, ArrivedTrace arrived) {
		return arrived.decision() == null && arrived.context() != null
				&& arrived.context().paddedTraceId().equals(parent.getTraceId());
	}

	/** A parent with the decision to sample. */
	private static SpanContext sampled(String traceId) {
		return SpanContext.createFromRemoteParent(traceId, SOME_SPAN_ID, TraceFlags.getSampled(),
				TraceState.getDefault());
	}

	@Override
	public String getDescription() {
		return this.sampler.getDescription();
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
