package org.meshtrio.propagation.inbound;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.Arrivals;
import org.meshtrio.propagation.testing.Caller;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;
import org.meshtrio.propagation.testing.TracingLibrary;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request has the same headers and the same trace in each kind of dispatch, and in the
 * listeners of an asynchronous request.
 */
class DispatchTest {

	static Stream<Arguments> dispatches() {
		return Stream.of("forward", "include", "fail -> error", "send-error -> error", "fail-in-filter -> error",
				"fail-after-deferred -> error", "fail-then-async -> error", "deferred-timeout", "deferred-error",
				"deferred-completion", "sse-timeout", "sse-completion", "task-timeout", "task-completion",
				"listener-timeout", "listener-error", "listener-completion", "listener-that-stays", "container-thread")
			.flatMap((dispatch) -> Stream.of(Arguments.of(dispatch, true), Arguments.of(dispatch, false)));
	}

	@ParameterizedTest(name = "{0}, mesh.propagation.spans={1}")
	@MethodSource("dispatches")
	void carriesHeadersAndTrace(String dispatch, boolean spans) throws Exception {
		TestService service = TestService.of(Application.class, "mesh.propagation.spans=" + spans);
		String[] endpointAndPath = dispatch.split(" -> ");

		Arrivals.assertCarried(Arrivals.via(service, "/" + endpointAndPath[0],
				(endpointAndPath.length == 1) ? "" : endpointAndPath[1]));
	}

	@ParameterizedTest(name = "/{0}")
	@ValueSource(strings = { "fail", "deferred-timeout", "container-thread", "forward" })
	void theRequestAfterItHasItsOwn(String endpoint) throws Exception {
		TestService service = TestService.of(Application.class, "mesh.propagation.spans=true");
		Arrivals.via(service, "/" + endpoint, endpoint.equals("fail") ? "error" : "");

		Map<String, List<String>> arrived = RecordingServer.arrivedVia("/call", service, "end-user: anna");

		assertThat(arrived).containsEntry("end-user", List.of("anna")).doesNotContainKey("x-request-id");
		assertThat(arrived.get("x-b3-traceid")).isNotEqualTo(List.of(Arrivals.TRACE_ID));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ TracingLibrary.OnClassPath.class, Dispatches.class, Failures.class, Caller.class })
	static class Application {

		@Bean
		FilterRegistrationBean<Filter> failingFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				if (!((HttpServletRequest) request).getRequestURI().equals("/fail-in-filter")) {
					// If the request is asynchronous by now, its listeners are told.
					chain.doFilter(request, response);
				}
				throw new ServletException("on purpose");
			});
			registration.addUrlPatterns("/fail-in-filter", "/deferred-error", "/listener-error");
			registration.setOrder(Ordered.LOWEST_PRECEDENCE);
			return registration;
		}

	}

	/** An error page that calls another service. */
	@RestController
	static class Failures implements ErrorController {

		private final Caller caller;

		Failures(Caller caller) {
			this.caller = caller;
		}

		@RequestMapping("/error")
		String error(@RequestParam String url, HttpServletRequest request) throws Exception {
			String path = String.valueOf(request.getAttribute("jakarta.servlet.error.request_uri"));
			return path.endsWith("-then-async") ? this.caller.async(() -> this.caller.call(url + "error")).join()
					: this.caller.call(url + "error");
		}

	}

	@RestController
	static class Dispatches {

		private static final long SOON = 50;

		private final Caller caller;

		Dispatches(Caller caller) {
			this.caller = caller;
		}

		@GetMapping("/call")
		String call(@RequestParam String url) {
			return this.caller.call(url);
		}

		@GetMapping("/forward")
		void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
			request.getRequestDispatcher("/call").forward(request, response);
		}

		@GetMapping("/include")
		void include(HttpServletRequest request, HttpServletResponse response) throws Exception {
			request.getRequestDispatcher("/call").include(request, response);
		}

		@GetMapping({ "/fail", "/fail-then-async" })
		void fail() {
			throw new IllegalStateException("on purpose");
		}

		@GetMapping("/send-error")
		void sendError(HttpServletResponse response) throws IOException {
			response.sendError(503);
		}

		@GetMapping("/fail-after-deferred")
		DeferredResult<String> failAfterDeferred() {
			DeferredResult<String> result = new DeferredResult<>();
			new Thread(() -> result.setErrorResult(new IllegalStateException("on purpose"))).start();
			return result;
		}

		@GetMapping("/deferred-timeout")
		DeferredResult<String> deferredTimeout(@RequestParam String url) {
			DeferredResult<String> result = new DeferredResult<>(SOON);
			result.onTimeout(() -> result.setResult(this.caller.call(url)));
			return result;
		}

		@GetMapping("/deferred-error")
		DeferredResult<String> deferredError(@RequestParam String url) {
			DeferredResult<String> result = new DeferredResult<>();
			result.onError((ex) -> result.setResult(this.caller.call(url)));
			return result;
		}

		@GetMapping("/deferred-completion")
		DeferredResult<String> deferredCompletion(@RequestParam String url) {
			DeferredResult<String> result = new DeferredResult<>();
			result.onCompletion(() -> this.caller.call(url));
			new Thread(() -> result.setResult("done")).start();
			return result;
		}

		@GetMapping("/sse-timeout")
		SseEmitter sseTimeout(@RequestParam String url) {
			SseEmitter emitter = new SseEmitter(SOON);
			emitter.onTimeout(() -> this.caller.call(url));
			return emitter;
		}

		@GetMapping("/sse-completion")
		SseEmitter sseCompletion(@RequestParam String url) {
			SseEmitter emitter = new SseEmitter(SOON);
			emitter.onTimeout(emitter::complete);
			emitter.onCompletion(() -> this.caller.call(url));
			return emitter;
		}

		@GetMapping("/task-timeout")
		WebAsyncTask<String> taskTimeout(@RequestParam String url) {
			CountDownLatch late = new CountDownLatch(1);
			WebAsyncTask<String> task = new WebAsyncTask<>(SOON, () -> {
				late.await();
				return "late";
			});
			task.onTimeout(() -> {
				late.countDown();
				return this.caller.call(url);
			});
			return task;
		}

		@GetMapping("/task-completion")
		WebAsyncTask<String> taskCompletion(@RequestParam String url) {
			WebAsyncTask<String> task = new WebAsyncTask<>(() -> "done");
			task.onCompletion(() -> this.caller.call(url));
			return task;
		}

		@GetMapping("/listener-timeout")
		void listenerTimeout(@RequestParam String url, HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.setTimeout(SOON);
			async.addListener(new Listener() {
				@Override
				public void onTimeout(AsyncEvent event) {
					Dispatches.this.caller.call(url);
					event.getAsyncContext().complete();
				}
			});
		}

		@GetMapping("/listener-error")
		void listenerError(@RequestParam String url, HttpServletRequest request, HttpServletResponse response) {
			request.startAsync(request, response).addListener(new Listener() {
				@Override
				public void onError(AsyncEvent event) {
					Dispatches.this.caller.call(url);
					event.getAsyncContext().complete();
				}
			}, request, response);
		}

		@GetMapping("/listener-completion")
		void listenerCompletion(@RequestParam String url, HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.addListener(new Listener() {
				@Override
				public void onComplete(AsyncEvent event) {
					Dispatches.this.caller.call(url);
				}
			});
			new Thread(async::complete).start();
		}

		/** Goes asynchronous twice, with one listener that joins the second time. */
		@GetMapping("/listener-that-stays")
		void listenerThatStays(@RequestParam String url, HttpServletRequest request) {
			if (request.getAttribute("again") != null) {
				AsyncContext second = request.startAsync();
				new Thread(second::complete).start();
				return;
			}
			request.setAttribute("again", true);
			AsyncContext first = request.startAsync();
			first.addListener(new Listener() {
				@Override
				public void onStartAsync(AsyncEvent event) {
					event.getAsyncContext().addListener(this);
				}

				@Override
				public void onComplete(AsyncEvent event) {
					Dispatches.this.caller.call(url);
				}
			});
			new Thread(first::dispatch).start();
		}

		@GetMapping("/container-thread")
		void containerThread(@RequestParam String url, HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				this.caller.call(url);
				async.complete();
			});
		}

	}

	abstract static class Listener implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) throws IOException {
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
		}

		@Override
		public void onError(AsyncEvent event) throws IOException {
		}

		@Override
		public void onStartAsync(AsyncEvent event) throws IOException {
		}

	}

}
