package org.meshtrio.hop.chain;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.answer.Hop;
import org.meshtrio.hop.TestHop;

import static org.assertj.core.api.Assertions.assertThat;

/** Three hops in one process: the chain's answer in each form. */
class HopHandlerTest {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static TestHop service2;

	private static TestHop service1;

	private static TestHop service0;

	@BeforeAll
	static void start() {
		service2 = TestHop.start("service2", "trio.version=v2", "trio.pod=service2-abc", "trio.namespace=trio",
				"mesh.propagation.headers=x-tenant");
		service1 = TestHop.start("service1", "trio.next=" + service2.url(), "mesh.propagation.headers=x-tenant");
		service0 = TestHop.start("service0", "trio.next=" + service1.url(), "mesh.propagation.headers=x-tenant");
	}

	@AfterAll
	static void stop() {
		service0.close();
		service1.close();
		service2.close();
	}

	@Test
	void theTreeShowsEveryHopInOneTrace() throws Exception {
		Hop hop0 = service0.hop("x-b3-traceid", TRACE_ID, "x-b3-spanid", "b7ad6b7169203331", "x-b3-sampled", "1",
				"x-request-id", "r1");

		Hop hop1 = hop0.calls().get(0).next();
		Hop hop2 = hop1.calls().get(0).next();
		assertThat(List.of(hop0, hop1, hop2)).extracting(Hop::service)
			.containsExactly("service0", "service1", "service2");
		assertThat(List.of(hop0, hop1, hop2)).extracting(Hop::traceId).containsOnly(TRACE_ID);
		assertThat(List.of(hop0, hop1, hop2)).extracting(Hop::spanId).doesNotHaveDuplicates();
		assertThat(List.of(hop0, hop1, hop2)).extracting(Hop::sampled).containsOnly(true);
		assertThat(List.of(hop0, hop1, hop2)).extracting((hop) -> hop.received().headers().get("x-request-id"))
			.containsOnly(List.of("r1"));
		assertThat(hop0.calls().get(0).requestHeaders().get("x-b3-spanid")).as("sent and arrived")
			.isEqualTo(hop1.received().headers().get("x-b3-spanid"));
		assertThat(hop2.message()).isEqualTo("hello world");
		assertThat(hop2).extracting(Hop::version, Hop::pod, Hop::namespace)
			.containsExactly("v2", "service2-abc", "trio");
		assertThat(hop0.durationMillis()).isGreaterThan(hop1.durationMillis());
	}

	@Test
	void theTextIsTheOneOfTheClassicDemo() throws Exception {
		String text = service0.get("/", "x-request-id", "r1").body();

		assertThat(text.lines()
			.map((line) -> line.replaceAll("(content-length|date|x-b3-\\w+|traceparent|host|user-agent)(: |=).*",
					"$1$2…"))
			.toList()).containsExactly("===================service0 v1============",
					"===================arrive service0, invoke service1============",
					"===================service0 print response from service1============", "HTTP/1.1 200 OK",
					"content-type: application/json", "content-length: …", "date: …",
					"===================service1 v1============",
					"===================arrive service1, invoke service2============",
					"===================service1 print response from service2============", "HTTP/1.1 200 OK",
					"content-type: application/json", "content-length: …", "date: …",
					"===================service2 v2, pod service2-abc============", "hello world",
					"===================service2 Details of the http request header:============",
					"accept=[application/json]", "trio-path=[service0/v1,service1/v1]", "x-b3-traceid=…",
					"x-b3-spanid=…", "x-b3-parentspanid=…", "x-b3-sampled=…", "traceparent=…", "user-agent=…",
					"x-request-id=[r1]", "host=…");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*/*                              | text/plain;charset=UTF-8
			text/plain                       | text/plain;charset=UTF-8
			application/json                 | application/json
			text/plain;charset=utf-16        | text/plain;charset=UTF-8
			""")
	void theCallerChoosesTheForm(String accept, String contentType) throws Exception {
		HttpResponse<String> response = service0.get("/", "accept", accept);

		assertThat(response.headers().firstValue("content-type")).contains(contentType);
		assertThat(response.body()).contains("service2");
	}

	@Test
	void controlCharactersDoNotReachTheTerminal() throws Exception {
		// 0x9b starts a control sequence of a terminal in Latin-1.
		assertThat(service2.raw("GET / HTTP/1.1\r\nHost: test\r\nx-a: \u009b2J")).contains("x-a=[\\u009b2J]");
	}

	@Test
	void credentialsAreNeverShown() throws Exception {
		TestHop forwarding = TestHop.start("service1", "trio.next=" + service2.url(),
				"mesh.propagation.credentials=true");
		try (forwarding) {
			for (String accept : List.of("application/json", "text/plain")) {
				String answer = forwarding
					.get("/", "accept", accept, "authorization", "Bearer secret", "cookie", "session=secret", "jwt",
							"secret", "proxy-authorization", "Basic secret", "x-api-key", "secret", "x-vault-token",
							"secret", "x-client-assertion", "secret")
					.body();
				assertThat(answer).doesNotContain("secret").contains("[redacted]");
			}
			assertThat(forwarding.hop("authorization", "Bearer secret").calls().get(0).next().received().headers())
				.as("but it was forwarded")
				.containsEntry("authorization", List.of("[redacted]"));
		}
	}

	@Test
	void headerBytesArriveAsTheyWereSent() throws Exception {
		String utf8 = new String("Zoë 世界".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

		String answer = service0.raw("GET / HTTP/1.1\r\nHost: test\r\nAccept: application/json\r\nx-tenant: " + utf8);

		// JSON is UTF-8, and shows each byte of the header as a Latin-1 character.
		String shown = new String(utf8.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
		assertThat(answer.split("\"x-tenant\":\\[\"" + java.util.regex.Pattern.quote(shown) + "\"", -1))
			.as("received by three, sent by two")
			.hasSize(1 + 3 + 2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 404, 418, 500, 503 })
	void theStatusOfTheLastHopGoesUpWithTheWholeTree(int status) throws Exception {
		HttpResponse<String> response = service0.get("/", "accept", "application/json", "trio-fault",
				"service2=" + status);

		assertThat(response.statusCode()).isEqualTo(status);
		Hop hop = service0.hop("trio-fault", "service2=" + status);
		assertThat(hop.status()).isEqualTo(status);
		assertThat(hop.calls().get(0).next().calls().get(0).next().message())
			.isEqualTo("fault: status %d, as requested".formatted(status));
	}

	@Test
	void aFaultInTheMiddleEndsTheChainThere() throws Exception {
		Hop hop = service0.hop("trio-fault", "service1=delay 300ms, service1=503");

		assertThat(hop.calls().get(0).next().calls()).isEmpty();
		assertThat(hop.calls().get(0).durationMillis()).isGreaterThan(300);
	}

	@Test
	void aFaultOfTheFirstAttemptsIsOverForTheThird() throws Exception {
		assertThat(service2.hop("trio-fault", "service2=503;attempt<3", "x-envoy-attempt-count", "2").status())
			.isEqualTo(503);
		assertThat(service2.hop("trio-fault", "service2=503;attempt<3", "x-envoy-attempt-count", "3").status())
			.isEqualTo(200);
	}

	@Test
	void aStandingFaultMeetsEveryRequest() throws Exception {
		try (TestHop faulty = TestHop.start("service2", "trio.fault.status=503", "trio.fault.delay=200ms")) {
			Hop hop = faulty.hop();

			assertThat(hop.status()).isEqualTo(503);
			assertThat(hop.durationMillis()).isGreaterThan(200);
		}
	}

	@Test
	void theJsonIsAsTheSchemaSays() throws Exception {
		Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("../docs/hop.schema.json")), InputFormat.JSON);

		for (String fault : List.of("service9=500", "service2=503", "service0=418")) {
			String json = service0.get("/", "accept", "application/json", "trio-fault", fault).body();
			assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
		}
		try (TestHop broken = TestHop.start("service0", "trio.next=http://127.0.0.1:1",
				"mesh.propagation.spans=false")) {
			assertThat(schema.validate(broken.get("/", "accept", "application/json").body(), InputFormat.JSON))
				.isEmpty();
		}
		assertThat(schema.validate("{\"service\":\"service0\"}", InputFormat.JSON)).as("not a hop").isNotEmpty();
	}

	@Test
	void theGreetingIsReadAgainWhenItsFileChanges(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
		Path file = folder.resolve("greeting");
		GreetingFile greeting = new GreetingFile("hello world", file);
		assertThat(greeting.text()).as("no file yet").isEqualTo("hello world");

		write(file, "good morning\n", 1_000);
		assertThat(greeting.text()).isEqualTo("good morning");

		write(file, "good night\n", 2_000);
		assertThat(greeting.text()).isEqualTo("good night");

		Files.delete(file);
		assertThat(greeting.text()).as("the file is gone: the last text stays").isEqualTo("good night");
	}

	private static void write(Path file, String text, long modifiedMillis) throws IOException {
		Files.writeString(file, text);
		Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(modifiedMillis));
	}

}
