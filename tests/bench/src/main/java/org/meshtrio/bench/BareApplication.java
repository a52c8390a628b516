package org.meshtrio.bench;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.meshtrio.hop.next.HopHttpClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * The floor: a controller that returns the next one's answer, with the chain's HTTP
 * client, and without tracing, Actuator, log lines and the tree of answers.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class })
public class BareApplication {

	/**
	 * Runs one service.
	 * @param args the settings: {@code --server.port}, {@code --bare.next}
	 */
	public static void main(String[] args) {
		SpringApplication.run(BareApplication.class, args);
	}

	@RestController
	static final class BareController {

		private final RestClient client = RestClient.builder()
			.requestFactory(HopHttpClient.requestFactory(Duration.ofSeconds(10)))
			.build();

		private final @Nullable URI next;

		BareController(@Value("${bare.next:#{null}}") @Nullable URI next) {
			this.next = next;
		}

		@GetMapping(path = "/", produces = MediaType.TEXT_PLAIN_VALUE)
		@Nullable String hop() {
			return (this.next != null) ? this.client.get().uri(this.next).retrieve().body(String.class)
					: "hello world\n";
		}

	}

}
