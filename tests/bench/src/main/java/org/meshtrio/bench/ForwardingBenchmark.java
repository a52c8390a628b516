package org.meshtrio.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.meshtrio.propagation.context.ForwardingRules;
import org.meshtrio.propagation.outbound.OutboundHeaders;
import org.meshtrio.propagation.settings.PropagationProperties;
import org.meshtrio.tracecontext.TraceFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * The forwarding of one request's headers: the selection when it arrives, and the
 * addition to the one request that it causes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ForwardingBenchmark {

	@Param({ "true", "false" })
	boolean spans;

	private MockHttpServletRequest request;

	private ForwardingRules rules;

	/** A browser's request behind a gateway and a sidecar: 22 headers. */
	@Setup
	public void setUp() {
		this.rules = new ForwardingRules(
				new PropagationProperties(this.spans, true, false, List.of("x-tenant", "x-canary"), true),
				List.of(TraceFormat.B3, TraceFormat.B3_MULTI, TraceFormat.W3C), (request) -> true);
		this.request = new MockHttpServletRequest("GET", "/");
		this.request.addHeader("Host", "trio.example.com");
		this.request.addHeader("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
		this.request.addHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
		this.request.addHeader("Accept-Language", "en-US,en;q=0.5");
		this.request.addHeader("Accept-Encoding", "gzip, deflate, br, zstd");
		this.request.addHeader("Cookie", "session=5c0e9a1f");
		this.request.addHeader("Connection", "keep-alive");
		this.request.addHeader("Cache-Control", "no-cache");
		this.request.addHeader("X-Forwarded-For", "10.0.0.1");
		this.request.addHeader("X-Forwarded-Proto", "http");
		this.request.addHeader("X-Envoy-Internal", "true");
		this.request.addHeader("X-Envoy-Attempt-Count", "1");
		this.request.addHeader("X-Envoy-Decorator-Operation", "service0.trio.svc.cluster.local:80/*");
		this.request.addHeader("X-Request-Id", "8937590f-1518-920e-9ef2-a41a17db3c42");
		this.request.addHeader("X-B3-TraceId", "463ac35c9f6413ad48485a3953bb6124");
		this.request.addHeader("X-B3-SpanId", "a2fb4a1d1a96d312");
		this.request.addHeader("X-B3-ParentSpanId", "0020000000000001");
		this.request.addHeader("X-B3-Sampled", "1");
		this.request.addHeader("traceparent", "00-463ac35c9f6413ad48485a3953bb6124-a2fb4a1d1a96d312-01");
		this.request.addHeader("tracestate", "vendor=value");
		this.request.addHeader("End-User", "jason");
		this.request.addHeader("X-Tenant", "blue");
	}

	/**
	 * Selects and adds.
	 * @return the headers of the request that leaves
	 */
	@Benchmark
	public HttpHeaders forward() {
		HttpHeaders outbound = outbound();
		OutboundHeaders.complete(this.rules.select(this.request), outbound);
		return outbound;
	}

	/**
	 * The part of {@link #forward} that isn't forwarding.
	 * @return the headers as the client and the tracer leave them
	 */
	@Benchmark
	public HttpHeaders outbound() {
		HttpHeaders outbound = new HttpHeaders();
		outbound.set("Accept", "application/json");
		if (this.spans) {
			outbound.set("X-B3-TraceId", "463ac35c9f6413ad48485a3953bb6124");
			outbound.set("X-B3-SpanId", "b7ad6b7169203331");
			outbound.set("X-B3-ParentSpanId", "a2fb4a1d1a96d312");
			outbound.set("X-B3-Sampled", "1");
			outbound.set("traceparent", "00-463ac35c9f6413ad48485a3953bb6124-b7ad6b7169203331-01");
		}
		return outbound;
	}

}
