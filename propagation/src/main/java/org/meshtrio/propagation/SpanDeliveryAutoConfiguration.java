package org.meshtrio.propagation;

import java.util.concurrent.TimeUnit;

import brave.handler.MutableSpan;
import zipkin2.reporter.BytesEncoder;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.InMemoryReporterMetrics;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.context.annotation.Bean;

/**
 * Delivers the last spans of a service that stops: see {@link LastSpans}.
 */
@AutoConfiguration(afterName = "org.springframework.boot.zipkin.autoconfigure.ZipkinAutoConfiguration",
		beforeName = "org.springframework.boot.micrometer.tracing.brave.autoconfigure.zipkin.ZipkinWithBraveTracingAutoConfiguration")
@ConditionalOnClass(AsyncZipkinSpanHandler.class)
public class SpanDeliveryAutoConfiguration {

	/** The reporter collects for a second before it sends, and the store may be slow. */
	private static final long CLOSE_TIMEOUT_SECONDS = 5;

	@Bean
	InMemoryReporterMetrics propagationReporterMetrics() {
		return new InMemoryReporterMetrics();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	@ConditionalOnBean(BytesMessageSender.class)
	@ConditionalOnEnabledTracingExport("zipkin")
	AsyncZipkinSpanHandler propagationSpanHandler(BytesMessageSender sender, BytesEncoder<MutableSpan> encoder,
			InMemoryReporterMetrics metrics) {
		return AsyncZipkinSpanHandler.newBuilder(sender)
			.metrics(metrics)
			.closeTimeout(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.build(encoder);
	}

	@Bean
	@ConditionalOnBean(name = "propagationSpanHandler")
	LastSpans propagationLastSpans(AsyncZipkinSpanHandler propagationSpanHandler, InMemoryReporterMetrics metrics) {
		return new LastSpans(propagationSpanHandler, metrics);
	}

}
