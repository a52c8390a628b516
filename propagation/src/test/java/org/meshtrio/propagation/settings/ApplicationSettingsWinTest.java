package org.meshtrio.propagation.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.propagation.autoconfigure.SettingsAutoConfiguration;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.support.TestPropertySourceUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshtrio.propagation.settings.ApplicationSettingsWinTest.Mechanism.mechanism;
import static org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType.B3;
import static org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType.B3_MULTI;
import static org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType.W3C;

/** An application's settings win over the starter's defaults, however they are set. */
class ApplicationSettingsWinTest {

	private static final String PREFIX = "management.tracing.";

	/** Settings that differ from the starter's defaults. */
	private static final Map<String, Object> SETTINGS = Map.of(PREFIX + "propagation.consume", "W3C",
			PREFIX + "propagation.produce", "B3", PREFIX + "sampling.probability", "0");

	@Test
	void whereTheApplicationSetsNothingTheDefaultsAreThoseOfAMesh() {
		assertThat(effective(mechanism("none", (builder) -> {
		}))).isEqualTo(new Effective(List.of(B3, B3_MULTI, W3C), List.of(B3_MULTI, W3C), 1));
	}

	static Stream<Mechanism> mechanisms() {
		return Stream.of(mechanism("command line", (builder) -> {
		}, SETTINGS.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new)),
				mechanism("SpringApplication.setDefaultProperties", (builder) -> builder.properties(SETTINGS)),
				mechanism("@PropertySource", (builder) -> builder.sources(WithPropertySource.class)),
				mechanism("application.yaml of a profile", (builder) -> builder.profiles("sampled-by-others")),
				mechanism("environment variables",
						source(new SystemEnvironmentPropertySource("test-systemEnvironment",
								Map.of("MANAGEMENT_TRACING_PROPAGATION_CONSUME_0", "W3C",
										"MANAGEMENT_TRACING_PROPAGATION_PRODUCE", "B3",
										"MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "0")))),
				mechanism("relaxed names and list elements",
						source(new MapPropertySource("relaxed",
								Map.of(PREFIX + "propagation.consume[0]", "w3c", PREFIX + "propagation.PRODUCE[0]",
										"b3", PREFIX + "sampling.Probability", "0.0")))),
				mechanism("@TestPropertySource",
						(builder) -> builder.initializers(
								(context) -> TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context,
										SETTINGS.entrySet()
											.stream()
											.map((setting) -> setting.getKey() + "=" + setting.getValue())
											.toArray(String[]::new)))),
				mechanism("a source that an initializer adds last",
						(builder) -> builder.initializers((context) -> context.getEnvironment()
							.getPropertySources()
							.addLast(new MapPropertySource("last", SETTINGS)))),
				mechanism("a bean post-processor", (builder) -> builder.sources(WithPostProcessor.class)),
				mechanism("its own TracingProperties", (builder) -> builder.sources(WithOwnProperties.class)));
	}

	@ParameterizedTest
	@MethodSource("mechanisms")
	void whatTheApplicationSetsWins(Mechanism mechanism) {
		assertThat(effective(mechanism)).isEqualTo(new Effective(List.of(W3C), List.of(B3), 0));
	}

	static Stream<Arguments> single() {
		return Stream.of(
				Arguments.of("propagation.consume", "W3C", new Effective(List.of(W3C), List.of(B3_MULTI, W3C), 1)),
				Arguments.of("propagation.produce", "W3C", new Effective(List.of(B3, B3_MULTI, W3C), List.of(W3C), 1)),
				// Spring Boot's default, set explicitly.
				Arguments.of("sampling.probability", "0.1",
						new Effective(List.of(B3, B3_MULTI, W3C), List.of(B3_MULTI, W3C), 0.1f)));
	}

	@ParameterizedTest
	@MethodSource("single")
	void oneSettingLeavesTheOtherDefaultsAlone(String name, String value, Effective effective) {
		assertThat(effective(mechanism(name, source(new MapPropertySource("one", Map.of(PREFIX + name, value))))))
			.isEqualTo(effective);
	}

	@Test
	void anApplicationThatAsksForNoSpansRecordsNone() throws Exception {
		TestService service = TestService.of(AsksForNoSpans.class);

		Map<String, List<String>> arrived = RecordingServer.arrived(service);

		assertThat(arrived.get("traceparent")).singleElement().asString().matches(".*-0[02]");
		assertThat(service.spans()).isEmpty();
	}

	@Test
	void withOneTypeForBothDirectionsNoOtherHeaderIsWritten() throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrived(TestService.with(PREFIX + "propagation.type=B3"),
				"traceparent: 00-1-2-3");

		assertThat(arrived).containsKey("b3").doesNotContainKeys("traceparent", "x-b3-traceid");
	}

	@Test
	void withSpansOffTheTypeDecidesToo() throws Exception {
		String w3c = "0af7651916cd43dd8448eb211c80319c";

		assertThat(TestService.with("mesh.propagation.spans=false", PREFIX + "propagation.type=W3C")
			.get(RecordingServer.via("/call"), "b3: 463ac35c9f6413ad48485a3953bb6124-a2fb4a1d1a96d312-1",
					"traceparent: 00-" + w3c + "-b7ad6b7169203331-01"))
			.contains(w3c + " fine");
	}

	private static Effective effective(Mechanism mechanism) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(org.springframework.boot.Banner.Mode.OFF)
			.logStartupInfo(false);
		mechanism.setting.customize(builder);
		try (ConfigurableApplicationContext context = builder.run(mechanism.args)) {
			TracingProperties properties = context.getBean(TracingProperties.class);
			return new Effective(properties.getPropagation().getConsume(), properties.getPropagation().getProduce(),
					properties.getSampling().getProbability());
		}
	}

	private static Setting source(org.springframework.core.env.PropertySource<?> source) {
		return (builder) -> builder
			.initializers((context) -> context.getEnvironment().getPropertySources().addFirst(source));
	}

	record Effective(List<PropagationType> consume, List<PropagationType> produce, float probability) {

	}

	interface Setting {

		void customize(SpringApplicationBuilder builder);

	}

	record Mechanism(String name, Setting setting, String[] args) {

		static Mechanism mechanism(String name, Setting setting, String... args) {
			return new Mechanism(name, setting, args);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableConfigurationProperties(TracingProperties.class)
	@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, SettingsAutoConfiguration.class })
	static class Application {

	}

	@PropertySource("classpath:other-plans.properties")
	static class WithPropertySource {

	}

	static class WithPostProcessor {

		@Bean
		static BeanPostProcessor otherPlans() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof TracingProperties properties)
							? ApplicationSettingsWinTest.otherPlans(properties) : bean;
				}

			};
		}

	}

	static class WithOwnProperties {

		@Bean
		@Primary
		TracingProperties otherPlansOfTracing() {
			return otherPlans(new TracingProperties());
		}

	}

	private static TracingProperties otherPlans(TracingProperties properties) {
		properties.getPropagation().setConsume(List.of(W3C));
		properties.getPropagation().setProduce(List.of(B3));
		properties.getSampling().setProbability(0);
		return properties;
	}

	@SpringBootConfiguration
	@Import(TestService.Application.class)
	@PropertySource("classpath:no-spans.properties")
	static class AsksForNoSpans {

	}

}
