package org.meshtrio.propagation.autoconfigure;

import brave.Tracing;
import brave.TracingCustomizer;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.propagation.tracing.ArrivedDecisionSampler;
import org.meshtrio.tracecontext.SamplingDecision;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Applies the sampling decision of a request to every trace that begins while a thread
 * works on the request, with both tracers. So a request that must not make spans, such as
 * one to Actuator, only needs the decision not to sample in
 * {@link ForwardedHeaders#trace()}.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class SamplingAutoConfiguration {

	private static boolean isNotSampled() {
		ForwardedHeaders current = ForwardedHeaders.current();
		return current != null && current.trace().decision() == SamplingDecision.NOT_SAMPLED;
	}

	/**
	 * Brave asks its sampler only about requests without a decision.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracing.class)
	static class Brave {

		/** Before those of the application, so a sampler that one of them sets stays. */
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		TracingCustomizer propagationSamplingCustomizer(ObjectProvider<brave.sampler.Sampler> sampler) {
			return (builder) -> sampler.ifUnique((own) -> builder.sampler(new brave.sampler.Sampler() {
				@Override
				public boolean isSampled(long traceId) {
					return !isNotSampled() && own.isSampled(traceId);
				}

				@Override
				public String toString() {
					return own.toString();
				}
			}));
		}

	}

	/**
	 * OpenTelemetry asks its sampler about every span.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(io.opentelemetry.sdk.trace.samplers.Sampler.class)
	static class OpenTelemetry {

		@Bean
		static BeanPostProcessor propagationSamplerPostProcessor() {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof io.opentelemetry.sdk.trace.samplers.Sampler sampler)
							? new ArrivedDecisionSampler(sampler) : bean;
				}
			};
		}

	}

}
