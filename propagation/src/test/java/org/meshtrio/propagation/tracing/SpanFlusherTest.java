package org.meshtrio.propagation.tracing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import brave.handler.MutableSpan;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.TraceStore;
import zipkin2.reporter.BytesEncoder;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The last spans of a service that stops are delivered in every mode of Spring Boot, and
 * a failing trace store doesn't keep the service from stopping. With OpenTelemetry,
 * that's Spring Boot's task.
 */
@DisabledIf("withOpenTelemetry")
@Tag("slow")
class SpanFlusherTest {

	/** The limit of five seconds, and two more for everything else on a busy machine. */
	private static final Duration BOUND = Duration.ofSeconds(7);

	static boolean withOpenTelemetry() {
		return !ClassUtils.isPresent("brave.Tracing", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.lazy-initialization=false", "spring.main.lazy-initialization=true",
			"spring.main.register-shutdown-hook=false" })
	void theyArriveInEveryMode(String mode) throws Exception {
		assertDelivered(application(), TraceStore.Health.WELL, mode);
	}

	@Test
	void theyArriveAtASlowStore() throws Exception {
		assertDelivered(application(), TraceStore.Health.SLOW);
	}

	@Test
	void theyArriveThroughAHandlerOfTheApplication() throws Exception {
		assertDelivered(application(OwnHandler.class), TraceStore.Health.SLOW);
	}

	@Test
	void theyArriveThroughASenderOfTheApplication() throws Exception {
		assertDelivered(application(OwnSender.class), TraceStore.Health.SLOW);
	}

	@Test
	void theyArriveWhereTheTracerIsMadeEarly() throws Exception {
		assertDelivered(application(EarlyTracer.class), TraceStore.Health.WELL);
	}

	@Test
	void theyArriveFromAChildContext() throws Exception {
		try (TraceStore store = new TraceStore(TraceStore.Health.WELL)) {
			ConfigurableApplicationContext child = new SpringApplicationBuilder(Empty.class)
				.web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.child(Application.class)
				.web(WebApplicationType.NONE)
				.run(arguments(store.url()));
			makeSpans(child, 5);
			child.close();

			assertThat(store.spans()).isEqualTo(5);
			((ConfigurableApplicationContext) java.util.Objects.requireNonNull(child.getParent())).close();
		}
	}

	@Test
	void thatOfARequestUnderWayArrives() throws Exception {
		try (TraceStore store = new TraceStore(TraceStore.Health.WELL)) {
			ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, Waiting.class)
				.bannerMode(Banner.Mode.OFF)
				.run(arguments(store.url(), "server.port=0", "server.shutdown=graceful"));
			Waiting waiting = context.getBean(Waiting.class);
			String url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/wait";
			var answer = HttpClient.newHttpClient()
				.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
			assertThat(waiting.arrived.await(20, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Duration> closing = CompletableFuture.supplyAsync(() -> timeToClose(context));
			assertThat(waiting.closing.await(20, TimeUnit.SECONDS)).isTrue();
			waiting.answer.countDown();

			assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("fine");
			assertThat(closing.get(20, TimeUnit.SECONDS)).isLessThan(BOUND);
			assertThat(store.spans()).isEqualTo(1);
		}
	}

	@Test
	void withExportOffNothingIsSent() throws Exception {
		try (TraceStore store = new TraceStore(TraceStore.Health.WELL)) {
			ConfigurableApplicationContext context = application()
				.run(arguments(store.url(), "management.tracing.export.zipkin.enabled=false"));
			makeSpans(context, 5);
			context.close();

			assertThat(store.asked().getCount()).isEqualTo(1);
		}
	}

	@Test
	void aServiceWithoutASpanStopsAtOnceAndSendsNothing() throws Exception {
		try (TraceStore store = new TraceStore(TraceStore.Health.WELL)) {
			assertThat(timeToClose(application().run(arguments(store.url())))).isLessThan(Duration.ofSeconds(3));

			assertThat(store.asked().getCount()).isEqualTo(1);
		}
	}

	@Test
	void anIllStoreDoesNotKeepTheServiceFromStopping() throws Exception {
		Map<String, Callable<Duration>> closings = new LinkedHashMap<>();
		List<TraceStore> stores = new ArrayList<>();
		List<Ill> ills = List.of(new Ill("never answers", TraceStore.Health.MUTE, Empty.class),
				new Ill("trickles", TraceStore.Health.TRICKLES, Empty.class),
				new Ill("refuses", TraceStore.Health.REFUSES, Empty.class),
				new Ill("never answers", TraceStore.Health.MUTE, OwnHandler.class),
				new Ill("never answers", TraceStore.Health.MUTE, OwnSender.class));
		for (Ill ill : ills) {
			TraceStore store = new TraceStore(ill.health);
			stores.add(store);
			ConfigurableApplicationContext context = application(ill.beans).run(arguments(store.url()));
			makeSpans(context, 1);
			assertThat(store.asked().await(20, TimeUnit.SECONDS)).isTrue();
			// These wait behind the message that the store doesn't accept.
			makeSpans(context, 20);
			closings.put(ill.beans.getSimpleName() + ", the store " + ill.what, () -> timeToClose(context));
		}
		ConfigurableApplicationContext alone = application().run(arguments("http://127.0.0.1:" + closedPort()));
		makeSpans(alone, 20);
		closings.put("nothing listens", () -> timeToClose(alone));

		Map<String, CompletableFuture<Duration>> closed = new LinkedHashMap<>();
		closings.forEach((name, closing) -> {
			CompletableFuture<Duration> result = new CompletableFuture<>();
			new Thread(() -> {
				try {
					result.complete(closing.call());
				}
				catch (Exception ex) {
					result.completeExceptionally(ex);
				}
			}).start();
			closed.put(name, result);
		});

		for (Map.Entry<String, CompletableFuture<Duration>> entry : closed.entrySet()) {
			assertThat(entry.getValue().get(60, TimeUnit.SECONDS)).as(entry.getKey()).isLessThan(BOUND);
		}
		for (TraceStore store : stores) {
			store.close();
		}
	}

	@Test
	void sigtermEndsTheProcessThoughTheStoreNeverAnswers(@TempDir Path folder) throws Exception {
		try (TraceStore store = new TraceStore(TraceStore.Health.MUTE)) {
			List<String> command = new ArrayList<>(List.of(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
					"-cp", System.getProperty("java.class.path"), Main.class.getName()));
			command.addAll(List.of(arguments(store.url())));
			File output = folder.resolve("output").toFile();
			Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
			try {
				assertThat(store.asked().await(60, TimeUnit.SECONDS)).as("a first message, see " + output).isTrue();
				long start = System.nanoTime();
				process.destroy();

				assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
			}
			finally {
				process.destroyForcibly();
			}
		}
	}

	private static void assertDelivered(SpringApplicationBuilder application, TraceStore.Health health,
			String... settings) throws Exception {
		try (TraceStore store = new TraceStore(health)) {
			ConfigurableApplicationContext context = application.run(arguments(store.url(), settings));
			int spans = 0;
			// Until the reporter is busy with one message.
			while (!store.asked().await(20, TimeUnit.MILLISECONDS)) {
				makeSpans(context, 1);
				spans++;
			}
			makeSpans(context, 20);

			assertThat(timeToClose(context)).isLessThan(BOUND);
			assertThat(store.spans()).isEqualTo(spans + 20);
		}
	}

	private static SpringApplicationBuilder application(Class<?>... more) {
		Class<?>[] sources = Stream.concat(Stream.of(Application.class), Stream.of(more)).toArray(Class<?>[]::new);
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF);
	}

	private static String[] arguments(String store, String... settings) {
		return Stream
			.concat(Stream.of("management.tracing.export.zipkin.endpoint=" + store, "logging.level.root=warn"),
					Stream.of(settings))
			.map((setting) -> "--" + setting)
			.toArray(String[]::new);
	}

	private static void makeSpans(ConfigurableApplicationContext context, int count) {
		Tracer tracer = context.getBean(Tracer.class);
		for (int i = 0; i < count; i++) {
			tracer.nextSpan().name("work").start().end();
		}
	}

	private static Duration timeToClose(ConfigurableApplicationContext context) {
		long start = System.nanoTime();
		context.close();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private record Ill(String what, TraceStore.Health health, Class<?> beans) {

	}

	/** The program that SIGTERM ends. */
	static final class Main {

		private Main() {
		}

		public static void main(String[] args) {
			makeSpans(application().run(args), 1);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class Empty {

	}

	static class EarlyTracer {

		@Bean
		static Needy needy(Tracer tracer) {
			return new Needy();
		}

	}

	/** A post-processor that asks for the tracer before most others are there. */
	static class Needy implements BeanPostProcessor, Ordered {

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

	static class OwnHandler {

		@Bean
		AsyncZipkinSpanHandler ownHandler(BytesMessageSender sender, BytesEncoder<MutableSpan> encoder) {
			return AsyncZipkinSpanHandler.newBuilder(sender).queuedMaxSpans(50_000).build(encoder);
		}

	}

	static class OwnSender {

		@Bean
		BytesMessageSender ownSender(Environment environment) {
			return new BlockingSender(
					URI.create(environment.getRequiredProperty("management.tracing.export.zipkin.endpoint")));
		}

	}

	/** Blocks, has no timeouts, and ignores an interrupt. */
	private static final class BlockingSender extends BytesMessageSender.Base {

		private final URI url;

		BlockingSender(URI url) {
			super(Encoding.JSON);
			this.url = url;
		}

		@Override
		public int messageMaxBytes() {
			return 500_000;
		}

		@Override
		public void send(List<byte[]> spans) throws IOException {
			HttpURLConnection connection = (HttpURLConnection) this.url.toURL().openConnection();
			connection.setDoOutput(true);
			try (OutputStream out = connection.getOutputStream()) {
				out.write(this.encoding.encode(spans));
			}
			connection.getInputStream().readAllBytes();
		}

		@Override
		public void close() {
		}

	}

	@RestController
	static class Waiting implements ApplicationListener<ContextClosedEvent> {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch closing = new CountDownLatch(1);

		private final CountDownLatch answer = new CountDownLatch(1);

		@GetMapping("/wait")
		String answer() throws InterruptedException {
			this.arrived.countDown();
			this.answer.await(20, TimeUnit.SECONDS);
			return "fine";
		}

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			this.closing.countDown();
		}

	}

}
