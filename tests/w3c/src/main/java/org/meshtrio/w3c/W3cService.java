package org.meshtrio.w3c;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * The service for <a href="https://github.com/w3c/trace-context/tree/main/test">W3C's
 * test suite</a>. The body of a request lists URLs with arguments, and the service calls
 * each of them. It has no code about traces, because the starter does that.
 */
@SpringBootApplication
@RestController
public class W3cService {

	private final RestClient client;

	W3cService(RestClient.Builder builder) {
		this.client = builder.build();
	}

	/**
	 * Starts the service.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(W3cService.class, args);
	}

	@PostMapping("/")
	List<Object> call(@RequestBody List<Call> calls) {
		for (Call call : calls) {
			this.client.post()
				.uri(URI.create(call.url()))
				.contentType(MediaType.APPLICATION_JSON)
				.body((call.arguments() != null) ? call.arguments() : List.of())
				.retrieve()
				.toBodilessEntity();
		}
		return List.of();
	}

	/**
	 * A call that the suite asks for.
	 *
	 * @param url the URL to call
	 * @param arguments the body to send
	 */
	record Call(String url, @Nullable List<Map<String, Object>> arguments) {

	}

}
