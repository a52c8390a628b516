package org.meshtrio.propagation.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a test's code inside a request to a service with the starter, on the thread that
 * works on the request. The service has Spring Boot's HTTP clients, without its own beans
 * for them.
 */
public final class InRequest {

	private static final Map<String, Callable<?>> CODE = new ConcurrentHashMap<>();

	private InRequest() {
	}

	public static TestService service(String... settings) {
		return TestService.of(Application.class, settings);
	}

	/**
	 * Runs code inside a request.
	 * @param headers the request's headers, {@code b3: 0}
	 * @return the code's result; an exception of the code is the cause of the exception
	 * here
	 */
	public static <T> T run(TestService service, Callable<T> code, String... headers) throws Exception {
		FutureTask<T> task = new FutureTask<>(code);
		String path = add(() -> {
			task.run();
			return "done";
		});
		assertThat(service.get(path, headers)).startsWith("HTTP/1.1 200").endsWith("done");
		return task.get(0, TimeUnit.SECONDS);
	}

	/**
	 * Runs code that calls the next hop once, and returns what arrived there.
	 * @return the headers by lower-case name
	 */
	public static Map<String, List<String>> arrived(TestService service, Call call, String... headers)
			throws IOException {
		return RecordingServer.arrivedVia(add(() -> {
			call.to(RecordingServer.server().baseUrl() + "/");
			return "done";
		}), service, headers);
	}

	private static String add(Callable<?> code) {
		String id = UUID.randomUUID().toString();
		CODE.put(id, code);
		return "/run/" + id;
	}

	/** A call of the next hop. */
	@FunctionalInterface
	public interface Call {

		void to(String url) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	public static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping("/run/{id}")
		Object run(@PathVariable String id) throws Exception {
			return CODE.remove(id).call();
		}

	}

}
