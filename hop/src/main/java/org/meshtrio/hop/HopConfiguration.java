package org.meshtrio.hop;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.catalina.core.StandardHost;
import org.meshtrio.hop.chain.ForwardSwitch;
import org.meshtrio.hop.chain.GreetingFile;
import org.meshtrio.hop.chain.HopController;
import org.meshtrio.hop.chain.HopHandler;
import org.meshtrio.hop.chain.HopProperties;
import org.meshtrio.hop.endpoint.AcceptedTypes;
import org.meshtrio.hop.endpoint.ActuatorAcceptFilter;
import org.meshtrio.hop.endpoint.ErrorEndpoint;
import org.meshtrio.hop.endpoint.HttpbinController;
import org.meshtrio.hop.endpoint.IconAndRobotsFilter;
import org.meshtrio.hop.endpoint.PlainErrorReportValve;
import org.meshtrio.hop.endpoint.Problems;
import org.meshtrio.hop.endpoint.VersionController;
import org.meshtrio.hop.fault.FaultProperties;
import org.meshtrio.hop.fault.StandingFault;
import org.meshtrio.hop.next.HopHttpClient;
import org.meshtrio.hop.next.NextHopClient;
import org.meshtrio.hop.next.NextHops;
import org.meshtrio.hop.page.PageFilter;
import org.meshtrio.hop.page.PageProperties;
import org.meshtrio.hop.render.HopTextConverter;
import org.meshtrio.hop.server.ServerCustomizer;
import org.meshtrio.hop.server.ServerProperties;
import org.meshtrio.hop.server.Waits;
import org.meshtrio.propagation.CurrentTrace;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The beans of a service of the chain. To add an endpoint, write a controller like
 * {@link VersionController} and name it here.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ HopProperties.class, FaultProperties.class, PageProperties.class,
		ServerProperties.class })
@Import({ HopController.class, HttpbinController.class, VersionController.class, Problems.class, ErrorEndpoint.class })
public class HopConfiguration {

	/** Enough for two requests with the most calls, and the heap has room for them. */
	private static final int CALL_THREADS = 16;

	/** The controllers' mapping has the order 0. */
	private static final int AFTER_CONTROLLERS = 1;

	@Bean
	HopHandler hopHandler(@Value("${spring.application.name}") String service, HopProperties properties,
			FaultProperties faultProperties, RestClient.Builder builder, CurrentTrace trace, Waits waits,
			@Qualifier("callExecutor") ObjectProvider<TaskExecutor> callExecutor) {
		return new HopHandler(service, properties, new GreetingFile(properties.message(), properties.messageFile()),
				nextHops(properties, builder, callExecutor.getIfAvailable(SyncTaskExecutor::new)),
				new StandingFault(faultProperties, () -> ThreadLocalRandom.current().nextLong()), trace, waits);
	}

	private static NextHops nextHops(HopProperties properties, RestClient.Builder builder, TaskExecutor executor) {
		builder.requestFactory(HopHttpClient.requestFactory(properties.timeout()));
		List<NextHopClient> clients = properties.next()
			.stream()
			.map((url) -> new NextHopClient(builder, url, properties.timeout()))
			.toList();
		return new NextHops(clients, properties.timeout(), executor);
	}

	/**
	 * Runs the calls that are made at the same time. The starter propagates the request's
	 * context to its threads, as for any executor bean. If no thread is free, the
	 * request's own thread makes the call. So a request never waits for other requests,
	 * and the number of threads is bounded.
	 */
	@Bean
	@ConditionalOnProperty(name = "trio.next-mode", havingValue = "parallel")
	ThreadPoolTaskExecutor callExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("call-");
		executor.setCorePoolSize(CALL_THREADS);
		executor.setMaxPoolSize(CALL_THREADS);
		executor.setAllowCoreThreadTimeOut(true);
		executor.setQueueCapacity(0);
		executor.setRejectedExecutionHandler((call, pool) -> call.run());
		// It stops after the web server, so that the last requests can still make their
		// calls.
		executor.setAcceptTasksAfterContextClose(true);
		executor.setPhase(0);
		return executor;
	}

	@Bean
	static HttpMeters httpMeters() {
		return new HttpMeters();
	}

	@Bean
	ForwardSwitch forwardSwitch() {
		return new ForwardSwitch();
	}

	@Bean
	HopTextConverter hopTextConverter() {
		return new HopTextConverter();
	}

	@Bean
	Waits waits(@Value("${server.tomcat.threads.max}") int threads) {
		return new Waits(threads);
	}

	@Bean
	ServerCustomizer serverCustomizer(ServerProperties properties) {
		return new ServerCustomizer(properties);
	}

	@Bean
	WebMvcConfigurer acceptedTypes() {
		return new WebMvcConfigurer() {
			@Override
			public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
				negotiation.strategies(List.of(new AcceptedTypes()));
			}
		};
	}

	/**
	 * Asks the controllers' mapping before Actuator's. Spring Boot's order is the other
	 * way round, and Actuator's mapping compares each request with all endpoints, and its
	 * accepted types with theirs, before it looks at the path.
	 */
	@Bean
	static BeanPostProcessor controllersBeforeActuator() {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				if (bean instanceof AbstractWebMvcEndpointHandlerMapping actuator) {
					actuator.setOrder(AFTER_CONTROLLERS);
				}
				return bean;
			}
		};
	}

	@Bean
	FilterRegistrationBean<ActuatorAcceptFilter> actuatorAcceptFilter() {
		FilterRegistrationBean<ActuatorAcceptFilter> registration = new FilterRegistrationBean<>(
				new ActuatorAcceptFilter());
		registration.setUrlPatterns(ServerCustomizer.PROBE_PATHS);
		// Health has groups, such as /healthz/readiness.
		registration.addUrlPatterns("/healthz/*");
		return registration;
	}

	@Bean
	FilterRegistrationBean<IconAndRobotsFilter> iconAndRobotsFilter() {
		FilterRegistrationBean<IconAndRobotsFilter> registration = new FilterRegistrationBean<>(
				new IconAndRobotsFilter());
		registration.setUrlPatterns(IconAndRobotsFilter.PATHS);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	FilterRegistrationBean<PageFilter> pageFilter(PageProperties properties) {
		FilterRegistrationBean<PageFilter> registration = new FilterRegistrationBean<>(new PageFilter(properties));
		registration.addUrlPatterns(PageFilter.PATH);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainErrors() {
		return (factory) -> factory.addContextCustomizers((context) -> ((StandardHost) context.getParent())
			.setErrorReportValveClass(PlainErrorReportValve.class.getName()));
	}

}
