package org.meshtrio.propagation;

import java.util.List;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sees to it that no span of a request is recorded that is marked so.
 */
@AutoConfiguration
public class UnsampledRequestsSampler {

	private static boolean isUnsampled() {
		ForwardedHeaders current = ForwardedHeaders.current();
		return current != null && current.unsampled();
	}

	/** No context that arrives says otherwise. */
	@Bean
	static BeanPostProcessor propagationUnsampledPropagator() {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof Propagator propagator) ? new UnsampledPropagator(propagator) : bean;
			}
		};
	}

	private record UnsampledPropagator(Propagator delegate) implements Propagator {

		@Override
		public List<String> fields() {
			return this.delegate.fields();
		}

		@Override
		public <C> void inject(TraceContext context, C carrier, Setter<C> setter) {
			this.delegate.inject(context, carrier, setter);
		}

		@Override
		public <C> Span.Builder extract(C carrier, Getter<C> getter) {
			return this.delegate.extract(carrier, isUnsampled() ? (nothing, key) -> null : getter);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(brave.sampler.Sampler.class)
	static class Brave {

		@Bean
		static BeanPostProcessor propagationUnsampledBrave() {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof brave.sampler.Sampler sampler) ? new brave.sampler.Sampler() {
						@Override
						public boolean isSampled(long traceId) {
							return !isUnsampled() && sampler.isSampled(traceId);
						}
					} : bean;
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Sampler.class)
	static class OpenTelemetry {

		@Bean
		static BeanPostProcessor propagationUnsampledOpenTelemetry() {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof Sampler sampler) ? new UnsampledSampler(sampler) : bean;
				}
			};
		}

		private record UnsampledSampler(Sampler delegate) implements Sampler {

			@Override
			public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
					Attributes attributes, List<LinkData> links) {
				return isUnsampled() ? SamplingResult.drop()
						: this.delegate.shouldSample(parent, traceId, name, kind, attributes, links);
			}

			@Override
			public String getDescription() {
				return this.delegate.getDescription();
			}

		}

	}

}
