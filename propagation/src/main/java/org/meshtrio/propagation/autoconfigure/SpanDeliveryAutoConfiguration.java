package org.meshtrio.propagation.autoconfigure;

import brave.handler.MutableSpan;
import org.meshtrio.propagation.tracing.SpanFlusher;
import zipkin2.reporter.BytesEncoder;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.context.annotation.Bean;

/**
 * Delivers the last spans of an application that stops, with a {@link SpanFlusher}.
 */
@AutoConfiguration(afterName = "org.springframework.boot.zipkin.autoconfigure.ZipkinAutoConfiguration",
		beforeName = "org.springframework.boot.micrometer.tracing.brave.autoconfigure.zipkin.ZipkinWithBraveTracingAutoConfiguration")
@ConditionalOnClass(AsyncZipkinSpanHandler.class)
public class SpanDeliveryAutoConfiguration {

	@Bean
	static SpanFlusher propagationLastSpans() {
		return new SpanFlusher();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	@ConditionalOnBean(BytesMessageSender.class)
	@ConditionalOnEnabledTracingExport("zipkin")
	AsyncZipkinSpanHandler propagationSpanHandler(BytesMessageSender sender, BytesEncoder<MutableSpan> encoder,
			SpanFlusher lastSpans) {
		return lastSpans.handler(sender, encoder);
	}

}
