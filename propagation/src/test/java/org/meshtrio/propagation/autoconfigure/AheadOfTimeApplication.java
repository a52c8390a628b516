package org.meshtrio.propagation.autoconfigure;

import io.micrometer.tracing.Tracer;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application of AheadOfTimeTest: it prints its settings, makes five spans and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AheadOfTimeApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(AheadOfTimeApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(args);
		TracingProperties tracing = context.getBean(TracingProperties.class);
		System.out.println("consume %s, produce %s, probability %s".formatted(tracing.getPropagation().getConsume(),
				tracing.getPropagation().getProduce(), tracing.getSampling().getProbability()));
		Tracer tracer = context.getBean(Tracer.class);
		for (int i = 0; i < 5; i++) {
			tracer.nextSpan().name("work").start().end();
		}
		context.close();
	}

}
