package org.meshtrio.propagation.testing;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.springframework.scheduling.annotation.Async;
import org.springframework.web.client.RestClient;

/** A bean of the test applications that calls the next hop, on this thread or another. */
public class Caller {

	private final RestClient client;

	public Caller(RestClient.Builder builder) {
		this.client = builder.build();
	}

	public String call(String url) {
		return String.valueOf(this.client.get().uri(URI.create(url)).retrieve().body(String.class));
	}

	/** Runs code on a thread of Spring's. */
	@Async
	public <T> CompletableFuture<T> async(Callable<T> code) throws Exception {
		return CompletableFuture.completedFuture(code.call());
	}

}
