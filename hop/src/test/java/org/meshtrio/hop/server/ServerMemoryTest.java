package org.meshtrio.hop.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.OutputBuffer;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshtrio.hop.TestHop;
import org.meshtrio.hop.next.HopHttpClient;
import org.meshtrio.hop.next.NextHopClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Adds up the memory that the running server's limits allow, and compares it with the
 * heap of the image. No client can make the service need more.
 */
class ServerMemoryTest {

	private static final long KB = 1024;

	private static final long MB = 1024 * KB;

	/** The memory that the garbage collector needs for its work. */
	private static final double MARGIN = 0.15;

	/**
	 * Measured: live after a full collection, 22 MB for each service after its first
	 * requests.
	 */
	private static final long APPLICATION = 22 * MB;

	/** Measured: metaspace 43, code cache 32 at most, the rest of the JVM. */
	private static final long OUTSIDE_THE_HEAP = 110 * MB;

	/** A socket, its channel and key, and the objects of a request. */
	private static final long OBJECTS_OF_A_CONNECTION = 8 * KB;

	/**
	 * Tomcat keeps one for the next request, with two chunks of bytes and two of
	 * characters.
	 */
	private static final long HEADER_FIELD = 400;

	/**
	 * Once decoded, once in the answer's tree, once in the call of the next service, and
	 * once in the text of the answer.
	 */
	private static final int COPIES_OF_THE_HEADERS = 4;

	/**
	 * For the next hop's answer: in pieces and in one array while it's read, then as a
	 * tree, and in the text of the answer.
	 */
	private static final int COPIES_OF_AN_ANSWER = 4;

	private static TestHop service;

	@BeforeAll
	static void start() {
		service = TestHop.start("service2", "trio.probe-port=0", "trio.next-mode=parallel");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void whatTheConnectionsAndRequestsMayHoldFitsTheHeapThatIsShipped() throws Exception {
		long connections = 0;
		long requests = 0;
		// One of the largest size, and small ones for all other requests.
		long answers = HopHttpClient.MAX_ANSWER_BYTES * COPIES_OF_AN_ANSWER;
		for (Connector connector : service.tomcat().getService().findConnectors()) {
			AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
			connections += protocol.getMaxConnections() * bytesOfAConnection(protocol);
			requests += protocol.getMaxThreads() * (long) protocol.getMaxHttpRequestHeaderSize()
					* COPIES_OF_THE_HEADERS;
			answers += protocol.getMaxThreads() * (long) NextHopClient.LARGE_ANSWER_BYTES * COPIES_OF_AN_ANSWER;
		}

		// The answers for a request count together, but each thread reads a piece first.
		answers += service.callThreads() * (long) NextHopClient.LARGE_ANSWER_BYTES;

		assertThat(APPLICATION + connections + requests + answers)
			.as("22 MB of the application, %d kB of connections, %d kB of requests under way and %d kB of the next hop's answers",
					connections / KB, requests / KB, answers / KB)
			.isLessThan((long) (number("-Xmx(\\d+)m", "pom.xml") * MB * (1 - MARGIN)));
	}

	@Test
	void theHeapAndTheStacksFitTheMemoryOfThePod() throws Exception {
		long stacks = service.callThreads() * number("-Xss(\\d+)k", "pom.xml") * KB;
		for (Connector connector : service.tomcat().getService().findConnectors()) {
			stacks += ((AbstractProtocol<?>) connector.getProtocolHandler()).getMaxThreads()
					* number("-Xss(\\d+)k", "pom.xml") * KB;
		}

		assertThat(number("-Xmx(\\d+)m", "pom.xml") * MB + stacks + OUTSIDE_THE_HEAP)
			.as("with %d kB of stacks", stacks / KB)
			.isLessThan(number("limits: \\{memory: (\\d+)Mi}", "k8s/service0.yaml") * MB);
	}

	/** As Tomcat allocates it while it reads headers or handles a request. */
	private static long bytesOfAConnection(AbstractHttp11Protocol<?> protocol) {
		int read = Integer.parseInt(protocol.getProperty("socket.appReadBufSize"));
		int write = Integer.parseInt(protocol.getProperty("socket.appWriteBufSize"));
		// SocketBufferHandler
		long socket = read + write;
		// Http11InputBuffer reads headers into a buffer of their size plus one read.
		long headers = protocol.getMaxHttpRequestHeaderSize() + read + protocol.getMaxHeaderCount() * HEADER_FIELD;
		// InputBuffer: characters; OutputBuffer: bytes and characters.
		long servlet = 5L * OutputBuffer.DEFAULT_BUFFER_SIZE;
		return socket + headers + protocol.getMaxHttpResponseHeaderSize() + servlet + OBJECTS_OF_A_CONNECTION;
	}

	private static long number(String pattern, String file) throws IOException {
		Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of("..", file)));
		assertThat(matcher.find()).as("%s has %s", file, pattern).isTrue();
		return Long.parseLong(matcher.group(1));
	}

}
