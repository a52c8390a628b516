package org.meshtrio.propagation.async;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.Arrivals;
import org.meshtrio.propagation.testing.Caller;
import org.meshtrio.propagation.testing.TestService;
import org.meshtrio.propagation.testing.TracingLibrary;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolExecutorFactoryBean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which ways of running a request's code carry its trace and headers to a call. The
 * support table in docs/propagation.md names these tests.
 */
@ExtendWith(OutputCaptureExtension.class)
class WaysOfRunningTest {

	private static final String NOTICE = "logging.level." + ExecutorContext.class.getName() + "=info";

	private static final List<String> OF_SPRING_MVC = List.of("servlet-thread", "callable", "web-async-task",
			"streaming-response-body", "deferred-result", "completable-future", "sse");

	private static final List<String> CARRYING_EXECUTORS = List.of("pool", "simple", "concurrent", "adapter", "built",
			"scheduler", "simpleScheduler", "builtScheduler", "wrapped", "direct");

	private static final List<String> OTHER_EXECUTORS = List.of("jdk", "forkJoin", "factory", "priority");

	/** The lines about executors that the start of each application logs. */
	private static List<String> noticesOfOwnExecutors = List.of();

	private static List<String> noticesOfBuiltExecutor = List.of();

	@BeforeAll
	static void start(CapturedOutput output) {
		TestService.of(Application.class, NOTICE);
		noticesOfBuiltExecutor = notices(output);
		ownExecutors(true);
		noticesOfOwnExecutors = notices(output);
	}

	private static List<String> notices(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("ExecutorContext")).toList();
	}

	private static Stream<Arguments> withSpansAndWithout(Stream<String> ways) {
		return ways.flatMap((way) -> Stream.of(Arguments.of(way, true), Arguments.of(way, false)));
	}

	static Stream<Arguments> waysThatCarry() {
		return withSpansAndWithout(Stream
			.of(OF_SPRING_MVC.stream(), Stream.of("async"),
					CARRYING_EXECUTORS.stream().map((name) -> "execute/" + name),
					CARRYING_EXECUTORS.stream().map((name) -> "supply/" + name))
			.flatMap((each) -> each));
	}

	static Stream<Arguments> waysThatDoNot() {
		return withSpansAndWithout(Stream.concat(
				Stream.of("common-pool", "new-thread", "schedule/scheduler", "schedule/simpleScheduler",
						"schedule/concurrentScheduler", "schedule/builtScheduler", "schedule-with-trigger/scheduler",
						"schedule-at-fixed-rate/scheduler", "schedule-at-fixed-rate/simpleScheduler",
						"schedule-at-fixed-rate/concurrentScheduler"),
				OTHER_EXECUTORS.stream().map((name) -> "execute/" + name)));
	}

	static Stream<Arguments> waysWithoutOwnExecutors() {
		return withSpansAndWithout(Stream.concat(OF_SPRING_MVC.stream(), Stream.of("async")));
	}

	@ParameterizedTest(name = "{0}, mesh.propagation.spans={1}")
	@MethodSource("waysThatCarry")
	void carries(String way, boolean spans) throws Exception {
		Arrivals.assertCarried(Arrivals.via(ownExecutors(spans), "/" + way, ""));
	}

	@ParameterizedTest(name = "{0}, mesh.propagation.spans={1}")
	@MethodSource("waysThatDoNot")
	void carriesNothing(String way, boolean spans) throws Exception {
		Arrivals.assertNotCarried(Arrivals.via(ownExecutors(spans), "/" + way, ""));
	}

	@ParameterizedTest(name = "{0}, mesh.propagation.spans={1}")
	@MethodSource("waysWithoutOwnExecutors")
	void carriesWithSpringBootsExecutor(String way, boolean spans) throws Exception {
		TestService service = TestService.of(Application.class, NOTICE, "mesh.propagation.spans=" + spans);

		Arrivals.assertCarried(Arrivals.via(service, "/" + way, ""));
	}

	@ParameterizedTest(name = "{0}, mesh.propagation.spans={1}")
	@MethodSource("waysWithoutOwnExecutors")
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads")
	void carriesOnVirtualThreads(String way, boolean spans) throws Exception {
		TestService service = TestService.of(Application.class, "mesh.propagation.spans=" + spans,
				"spring.threads.virtual.enabled=true");

		Arrivals.assertCarried(Arrivals.via(service, "/" + way, ""));
		assertThat(service.get("/is-virtual")).endsWith("true");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads")
	void anExecutorOfVirtualThreadsThatTakesNoDecoratorCarriesNothing(CapturedOutput output) throws Exception {
		TestService service = TestService.of(VirtualExecutor.class, NOTICE);

		Arrivals.assertNotCarried(Arrivals.via(service, "/execute/virtual", ""));
		assertThat(output).contains("accept a task decorator: virtual.");
	}

	/** Threads are reused, and must not keep anything of a request. */
	@ParameterizedTest
	@ValueSource(strings = { "async", "callable", "execute/pool", "execute/concurrent", "execute/scheduler" })
	void theRequestAfterItHasItsOwn(String way) throws Exception {
		TestService service = ownExecutors(true);
		Arrivals.assertCarried(Arrivals.via(service, "/" + way, ""));

		Map<String, List<String>> arrived = Arrivals.via(service, "/" + way, "", "end-user: anna");

		assertThat(arrived).containsEntry("end-user", List.of("anna")).doesNotContainKey("x-request-id");
		assertThat(arrived.get("x-b3-traceid")).isNotEqualTo(List.of(Arrivals.TRACE_ID));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pool", "simple", "concurrent", "adapter", "scheduler", "built" })
	void theApplicationsOwnDecoratorStays(String executor) throws Exception {
		assertThat(ownExecutors(true).get("/decorated/" + executor)).endsWith("decorated 1");
	}

	@Test
	void anExecutorOfSpringBootsBuilderPropagatesOnce() {
		TestService service = TestService.of(Application.class, NOTICE);
		Object decorator = new DirectFieldAccessor(service.bean(ThreadPoolTaskExecutor.class))
			.getPropertyValue("taskDecorator");

		assertThat(decorator).isSameAs(service.bean(TaskDecorator.class));
	}

	/** A priority queue compares tasks, and rejects a wrapped one. */
	@Test
	void aPriorityQueueStillOrdersItsTasks() throws Exception {
		Executor priority = ownExecutors(true).bean(ExecutorWays.class).executor("priority");
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch busy = new CountDownLatch(1);
		Queue<String> done = new ConcurrentLinkedQueue<>();

		priority.execute(new Task("first", () -> {
			started.countDown();
			busy.await();
			return null;
		}));
		started.await();
		priority.execute(new Task("b", () -> done.add("b")));
		priority.execute(new Task("a", () -> done.add("a")));
		busy.countDown();

		await().until(() -> done.size() == 2);
		assertThat(done).containsExactly("a", "b");
	}

	/** For example the logged-in user, which belongs to the application. */
	@Test
	void otherThreadLocalsStayWhereTheyAre() throws Exception {
		ThreadLocal<@Nullable String> other = new ThreadLocal<>();
		ContextRegistry.getInstance().registerThreadLocalAccessor("other", other);
		try {
			other.set("not ours");

			assertThat(ownExecutors(true).bean(ThreadPoolTaskExecutor.class).submit(other::get).get()).isNull();
		}
		finally {
			other.remove();
			ContextRegistry.getInstance().removeThreadLocalAccessor("other");
		}
	}

	@Test
	void theStartNamesOnceTheExecutorsThatCarryNothing() {
		assertThat(noticesOfOwnExecutors).singleElement()
			.asString()
			.contains("accept a task decorator: factory, forkJoin, jdk, priority.")
			.contains("ThreadPoolTaskExecutorBuilder")
			.contains("ContextExecutorService.wrap(executor, ContextSnapshotFactory.builder().build())");
	}

	@Test
	void theStartSaysNothingWhereAllCarry() {
		assertThat(noticesOfBuiltExecutor).isEmpty();
	}

	private static TestService ownExecutors(boolean spans) {
		return TestService.of(OwnExecutors.class, NOTICE, "mesh.propagation.spans=" + spans);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ TracingLibrary.OnClassPath.class, Ways.class, Caller.class })
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ TracingLibrary.OnClassPath.class, Ways.class, Caller.class, ExecutorWays.class })
	static class VirtualExecutor {

		@Bean
		VirtualThreadTaskExecutor virtual() {
			return new VirtualThreadTaskExecutor();
		}

	}

	/** Has all kinds of executors that applications create. */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ TracingLibrary.OnClassPath.class, Ways.class, Caller.class, ExecutorWays.class })
	static class OwnExecutors {

		@Bean
		TaskDecorator applicationsDecorator() {
			return (task) -> () -> {
				Integer before = Decorated.TIMES.get();
				Decorated.TIMES.set((before != null) ? before + 1 : 1);
				try {
					task.run();
				}
				finally {
					Decorated.TIMES.set(before);
				}
			};
		}

		/** Injects the application's only decorator. */
		@Bean
		@Primary
		ThreadPoolTaskExecutor pool(TaskDecorator decorator) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setTaskDecorator(decorator);
			return executor;
		}

		@Bean
		SimpleAsyncTaskExecutor simple(TaskDecorator decorator) {
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setTaskDecorator(decorator);
			return executor;
		}

		@Bean
		ConcurrentTaskExecutor concurrent(TaskDecorator decorator) {
			ConcurrentTaskExecutor executor = new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor());
			executor.setTaskDecorator(decorator);
			return executor;
		}

		@Bean
		TaskExecutorAdapter adapter(TaskDecorator decorator) {
			TaskExecutorAdapter executor = new TaskExecutorAdapter(Executors.newSingleThreadExecutor());
			executor.setTaskDecorator(decorator);
			return executor;
		}

		@Bean
		ThreadPoolTaskScheduler scheduler(TaskDecorator decorator) {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setTaskDecorator(decorator);
			return scheduler;
		}

		@Bean
		ThreadPoolTaskScheduler builtScheduler(ThreadPoolTaskSchedulerBuilder builder) {
			return builder.build();
		}

		@Bean
		SimpleAsyncTaskScheduler simpleScheduler() {
			return new SimpleAsyncTaskScheduler();
		}

		@Bean
		ConcurrentTaskScheduler concurrentScheduler() {
			return new ConcurrentTaskScheduler(Executors.newSingleThreadScheduledExecutor());
		}

		@Bean
		ThreadPoolTaskExecutor built(ThreadPoolTaskExecutorBuilder builder) {
			return builder.build();
		}

		@Bean
		ExecutorService wrapped() {
			return ContextExecutorService.wrap(Executors.newSingleThreadExecutor(),
					ContextSnapshotFactory.builder().build());
		}

		@Bean
		SyncTaskExecutor direct() {
			return new SyncTaskExecutor();
		}

		@Bean
		ExecutorService jdk() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		ForkJoinPool forkJoin() {
			return new ForkJoinPool(1);
		}

		@Bean
		ThreadPoolExecutorFactoryBean factory() {
			return new ThreadPoolExecutorFactoryBean();
		}

		@Bean
		ThreadPoolTaskExecutor priority() {
			return new ThreadPoolTaskExecutor() {
				@Override
				protected BlockingQueue<Runnable> createQueue(int queueCapacity) {
					return new PriorityBlockingQueue<>();
				}
			};
		}

	}

	static final class Decorated {

		static final ThreadLocal<@Nullable Integer> TIMES = new ThreadLocal<>();

		private Decorated() {
		}

	}

	/** Ways that don't need the application's executors. */
	@RestController
	static class Ways {

		private final Caller caller;

		Ways(Caller caller) {
			this.caller = caller;
		}

		@GetMapping("/servlet-thread")
		String servletThread(@RequestParam String url) {
			return this.caller.call(url);
		}

		@GetMapping("/async")
		CompletableFuture<String> async(@RequestParam String url) throws Exception {
			return this.caller.async(() -> this.caller.call(url));
		}

		@GetMapping("/is-virtual")
		CompletableFuture<Boolean> isVirtual() throws Exception {
			return this.caller
				.async(() -> (Boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
		}

		@GetMapping("/callable")
		Callable<String> callable(@RequestParam String url) {
			return () -> this.caller.call(url);
		}

		@GetMapping("/web-async-task")
		WebAsyncTask<String> webAsyncTask(@RequestParam String url) {
			return new WebAsyncTask<>(20_000, () -> this.caller.call(url));
		}

		@GetMapping("/streaming-response-body")
		StreamingResponseBody streamingResponseBody(@RequestParam String url) {
			return (body) -> body.write(this.caller.call(url).getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/deferred-result")
		DeferredResult<String> deferredResult(@RequestParam String url) throws Exception {
			DeferredResult<String> result = new DeferredResult<>();
			this.caller.async(() -> this.caller.call(url)).thenAccept(result::setResult);
			return result;
		}

		@GetMapping("/completable-future")
		CompletableFuture<String> completableFuture(@RequestParam String url) throws Exception {
			return this.caller.async(() -> this.caller.call(url)).thenApply(String::toUpperCase);
		}

		@GetMapping("/sse")
		SseEmitter sse(@RequestParam String url) throws Exception {
			SseEmitter emitter = new SseEmitter();
			this.caller.async(() -> this.caller.call(url)).whenComplete((answer, ex) -> emitter.complete());
			return emitter;
		}

		@GetMapping("/common-pool")
		String commonPool(@RequestParam String url) {
			// Not join(), which can run a waiting task on this thread.
			return CompletableFuture.supplyAsync(() -> this.caller.call(url), ForkJoinPool.commonPool())
				.orTimeout(20, TimeUnit.SECONDS)
				.join();
		}

		@GetMapping("/new-thread")
		void newThread(@RequestParam String url) {
			new Thread(() -> this.caller.call(url)).start();
		}

	}

	/** Tasks on the application's executors. */
	@RestController
	static class ExecutorWays {

		private final Caller caller;

		private final Map<String, Executor> executors;

		ExecutorWays(Caller caller, Map<String, Executor> executors) {
			this.caller = caller;
			this.executors = executors;
		}

		Executor executor(String name) {
			return Objects.requireNonNull(this.executors.get(name));
		}

		@GetMapping("/execute/{executor}")
		void execute(@PathVariable String executor, @RequestParam String url) {
			executor(executor).execute(new Task(executor, () -> this.caller.call(url)));
		}

		@GetMapping("/supply/{executor}")
		CompletableFuture<String> supply(@PathVariable String executor, @RequestParam String url) {
			return CompletableFuture.supplyAsync(() -> this.caller.call(url), executor(executor));
		}

		@GetMapping("/schedule/{scheduler}")
		void schedule(@PathVariable String scheduler, @RequestParam String url) {
			((TaskScheduler) executor(scheduler)).schedule(() -> {
				this.caller.call(url);
			}, Instant.now().plusMillis(50));
		}

		@GetMapping("/schedule-with-trigger/{scheduler}")
		void scheduleWithTrigger(@PathVariable String scheduler, @RequestParam String url) {
			((TaskScheduler) executor(scheduler)).schedule(() -> {
				this.caller.call(url);
			}, (context) -> (context.lastCompletion() == null) ? Instant.now().plusMillis(50) : null);
		}

		@GetMapping("/schedule-at-fixed-rate/{scheduler}")
		void scheduleAtFixedRate(@PathVariable String scheduler, @RequestParam String url) {
			AtomicReference<@Nullable ScheduledFuture<?>> self = new AtomicReference<>();
			CountDownLatch scheduled = new CountDownLatch(1);
			self.set(((TaskScheduler) executor(scheduler)).scheduleAtFixedRate(new Task(scheduler, () -> {
				scheduled.await();
				Objects.requireNonNull(self.get()).cancel(false);
				return this.caller.call(url);
			}), Duration.ofMinutes(1)));
			scheduled.countDown();
		}

		@GetMapping("/decorated/{executor}")
		CompletableFuture<String> decorated(@PathVariable String executor) {
			return CompletableFuture.supplyAsync(() -> "decorated " + Decorated.TIMES.get(), executor(executor));
		}

	}

	/** A task that a priority queue can order. */
	record Task(String name, Callable<?> work) implements Runnable, Comparable<Task> {

		@Override
		public void run() {
			try {
				this.work.call();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public int compareTo(Task other) {
			return this.name.compareTo(other.name);
		}

	}

}
