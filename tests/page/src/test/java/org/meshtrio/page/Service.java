package org.meshtrio.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.meshtrio.hop.HopConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A service of the chain on a free port, without delays and without export of spans. */
final class Service implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private Service(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts a service.
	 * @param name its name
	 * @param settings its settings, as {@code name=value}
	 */
	static Service start(String name, String... settings) {
		Map<String, String> all = new LinkedHashMap<>();
		Stream
			.concat(Stream.of("spring.config.import=classpath:hop.yaml", "spring.application.name=" + name,
					"server.port=0", "trio.delay.min=0", "trio.delay.max=0",
					"management.tracing.export.zipkin.enabled=false", "logging.level.root=warn"),
					Arrays.stream(settings))
			.map((setting) -> setting.split("=", 2))
			.forEach((setting) -> all.put(setting[0], setting[1]));
		String[] args = all.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new);
		return new Service(SpringApplication.run(Application.class, args));
	}

	String url() {
		return "http://127.0.0.1:"
				+ this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class) + "/";
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(HopConfiguration.class)
	static class Application {

	}

}
