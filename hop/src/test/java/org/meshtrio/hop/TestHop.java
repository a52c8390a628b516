package org.meshtrio.hop;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.catalina.startup.Tomcat;
import org.meshtrio.answer.Hop;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.servlet.HandlerMapping;

/** A service of the chain on its own port, as in a service module. */
public final class TestHop implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private TestHop(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts a service without delays and without export of spans.
	 * @param name its name
	 * @param settings its settings, which win over the ones here
	 */
	public static TestHop start(String name, String... settings) {
		Map<String, String> all = new LinkedHashMap<>();
		Stream
			.concat(Stream.of("spring.config.import=classpath:hop.yaml", "spring.application.name=" + name,
					"server.port=0", "trio.delay.min=0", "trio.delay.max=0",
					"management.tracing.export.zipkin.enabled=false", "logging.level.root=warn"),
					Arrays.stream(settings))
			.map((setting) -> setting.split("=", 2))
			.forEach((setting) -> all.put(setting[0], setting[1]));
		String[] args = all.entrySet().stream().map((setting) -> "--" + setting).toArray(String[]::new);
		return new TestHop(SpringApplication.run(Application.class, args));
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public String url() {
		return "http://127.0.0.1:" + port();
	}

	/** Its running Tomcat. */
	public Tomcat tomcat() {
		return ((TomcatWebServer) ((WebServerApplicationContext) this.context).getWebServer()).getTomcat();
	}

	/** The mappings that look for a request's handler, in their order. */
	public List<HandlerMapping> handlerMappings() {
		return this.context.getBeanProvider(HandlerMapping.class).orderedStream().toList();
	}

	/** The threads that calls at once may take, beside those of the requests. */
	public int callThreads() {
		return this.context.getBean("callExecutor", ThreadPoolTaskExecutor.class).getMaxPoolSize();
	}

	/**
	 * Sends a GET request.
	 * @param path the path
	 * @param headers names and values in turn
	 */
	public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return CLIENT.send(request.build(), BodyHandlers.ofString());
	}

	/** Sends a GET request to {@code /} and returns the tree. */
	public Hop hop(String... headers) throws IOException, InterruptedException {
		String[] withAccept = Stream.concat(Stream.of("accept", "application/json"), Arrays.stream(headers))
			.toArray(String[]::new);
		return JSON.readValue(get("/", withAccept).body(), Hop.class);
	}

	/**
	 * Sends bytes unchanged.
	 * @param request the request up to its last header, in Latin-1, without the line end
	 * @return the whole answer
	 */
	public String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
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
