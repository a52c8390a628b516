package org.meshtrio.propagation.outbound;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.core.io.AbstractResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A body is never held in memory. It arrives at the next hop while the application still
 * writes it, and the answer arrives while the next hop still writes it.
 */
class StreamingTest {

	private static final int FIRST_PART = 2 * 1024 * 1024;

	private static final int BODY = FIRST_PART + 1024 * 1024;

	private static final long LIMIT_SECONDS = 10;

	private static final ExecutorService THREADS = Executors.newCachedThreadPool();

	private static HttpServer next;

	private static String url;

	private static volatile CountDownLatch firstByteArrived = new CountDownLatch(1);

	private static volatile CountDownLatch firstByteRead = new CountDownLatch(1);

	private static final AtomicLong ARRIVED = new AtomicLong();

	private static volatile String endUser;

	@BeforeAll
	static void start() throws IOException {
		next = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		next.setExecutor(THREADS);
		next.createContext("/upload", StreamingTest::upload);
		next.createContext("/download", StreamingTest::download);
		next.start();
		url = "http://127.0.0.1:" + next.getAddress().getPort();
	}

	@AfterAll
	static void stop() {
		next.stop(0);
		THREADS.shutdownNow();
	}

	private static void upload(HttpExchange exchange) throws IOException {
		endUser = exchange.getRequestHeaders().getFirst("end-user");
		InputStream body = exchange.getRequestBody();
		byte[] buffer = new byte[64 * 1024];
		for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
			ARRIVED.addAndGet(read);
			firstByteArrived.countDown();
		}
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	private static void download(HttpExchange exchange) throws IOException {
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream body = exchange.getResponseBody()) {
			body.write(new byte[FIRST_PART]);
			body.flush();
			await(firstByteRead, "The application has read nothing of an answer that is half written");
			body.write(new byte[BODY - FIRST_PART]);
		}
	}

	static Stream<Arguments> clients() {
		return Stream
			.of(Arguments.of("Apache", ClientHttpRequestFactoryBuilder.httpComponents()),
					Arguments.of("JDK", ClientHttpRequestFactoryBuilder.jdk()),
					Arguments.of("Jetty", ClientHttpRequestFactoryBuilder.jetty()),
					Arguments.of("Reactor", ClientHttpRequestFactoryBuilder.reactor()),
					Arguments.of("HttpURLConnection", ClientHttpRequestFactoryBuilder.simple()))
			.flatMap((client) -> Stream.of("RestClient", "RestTemplate", "multipart")
				.map((api) -> Arguments.of(client.get()[0], client.get()[1], api)));
	}

	@ParameterizedTest(name = "{2} on {0}")
	@MethodSource("clients")
	void anUploadArrivesWhileTheApplicationWritesIt(String client, ClientHttpRequestFactoryBuilder<?> factoryBuilder,
			String api) throws Exception {
		ClientHttpRequestFactory factory = factoryBuilder.build();
		TestService service = InRequest.service();
		RestClient restClient = service.bean(RestClient.Builder.class).requestFactory(factory).build();
		RestTemplate template = service.bean(RestTemplateBuilder.class).requestFactory(() -> factory).build();
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("file", new Upload());

		upload(service, () -> switch (api) {
			case "RestClient" ->
				restClient.post().uri(url + "/upload").body(new Upload()).retrieve().toBodilessEntity();
			case "RestTemplate" -> template.postForEntity(url + "/upload", new Upload(), Void.class);
			default -> restClient.post().uri(url + "/upload").body(form).retrieve().toBodilessEntity();
		});
	}

	@Test
	void withSpringBootsDefaultsToo() throws Exception {
		TestService service = InRequest.service();
		RestClient client = service.bean(RestClient.Builder.class).build();

		upload(service, () -> client.post().uri(url + "/upload").body(new Upload()).retrieve().toBodilessEntity());
		upload(service,
				() -> client.post()
					.uri(url + "/upload")
					.body((body) -> new Upload().getInputStream().transferTo(body))
					.retrieve()
					.toBodilessEntity());
	}

	private static void upload(TestService service, Callable<?> call) throws Exception {
		firstByteArrived = new CountDownLatch(1);
		ARRIVED.set(0);

		InRequest.run(service, call, "end-user: jason");

		assertThat(ARRIVED.get()).as("bytes that arrived").isGreaterThanOrEqualTo(BODY);
		assertThat(endUser).isEqualTo("jason");
	}

	@Test
	void anAnswerIsReadWhileTheNextHopWritesIt() throws Exception {
		TestService service = InRequest.service();
		RestClient client = service.bean(RestClient.Builder.class).build();
		RestTemplate template = service.bean(RestTemplateBuilder.class).build();

		for (Callable<Long> call : Arrays.<Callable<Long>>asList(
				() -> client.get().uri(url + "/download").exchange((request, response) -> read(response.getBody())),
				() -> template.execute(url + "/download", HttpMethod.GET, null,
						(response) -> read(response.getBody())))) {
			firstByteRead = new CountDownLatch(1);

			assertThat(InRequest.run(service, call)).as("bytes that were read").isEqualTo(BODY);
		}
	}

	private static Long read(InputStream body) throws IOException {
		long first = body.readNBytes(1).length;
		firstByteRead.countDown();
		return first + body.transferTo(OutputStream.nullOutputStream());
	}

	private static void await(CountDownLatch latch, String otherwise) throws IOException {
		try {
			if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
				throw new IOException(otherwise);
			}
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	/** Its second part is available when some of the first has arrived. */
	private static final class Upload extends AbstractResource {

		@Override
		public String getDescription() {
			return "an upload";
		}

		@Override
		public String getFilename() {
			return "upload.bin";
		}

		@Override
		public long contentLength() {
			return BODY;
		}

		@Override
		public InputStream getInputStream() {
			return new FilterInputStream(new ByteArrayInputStream(new byte[BODY])) {

				private int given;

				@Override
				public int read(byte[] buffer, int offset, int length) throws IOException {
					if (this.given >= FIRST_PART) {
						await(firstByteArrived,
								"Nothing has arrived of %d bytes: the body is held in memory".formatted(this.given));
					}
					int read = super.read(buffer, offset, Math.min(length, 64 * 1024));
					this.given += read;
					return read;
				}

				@Override
				public byte[] readAllBytes() throws IOException {
					throw new IOException("The body is read into memory");
				}

				@Override
				public long transferTo(OutputStream out) throws IOException {
					byte[] buffer = new byte[64 * 1024];
					for (int read = read(buffer, 0, buffer.length); read >= 0; read = read(buffer, 0, buffer.length)) {
						out.write(buffer, 0, read);
					}
					return BODY;
				}

			};
		}

	}

}
