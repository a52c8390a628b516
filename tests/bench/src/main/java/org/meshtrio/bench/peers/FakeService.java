package org.meshtrio.bench.peers;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A chain of fake-service with its Zipkin tracer.
 *
 * @param program the built program
 * @param keepsConnections whether a connection serves more than one request; unless it is
 * told, fake-service makes a new one for each
 */
record FakeService(Path program, boolean keepsConnections) implements Peer {

	@Override
	public String name() {
		return this.keepsConnections ? "fake-service-kept" : "fake-service";
	}

	@Override
	public String ready() {
		return "health";
	}

	@Override
	public boolean copiesHeaders() {
		return false;
	}

	@Override
	public List<String> command(int hop, URI own, @Nullable URI next, URI sink) {
		List<String> command = new ArrayList<>(List.of("env", "NAME=service" + hop, "LISTEN_ADDR=" + own.getAuthority(),
				"TRACING_ZIPKIN=" + sink.getScheme() + "://" + sink.getAuthority(),
				"HTTP_SERVER_KEEP_ALIVES=" + this.keepsConnections,
				"HTTP_CLIENT_KEEP_ALIVES=" + this.keepsConnections));
		if (next != null) {
			// It adds the request's path.
			command.add("UPSTREAM_URIS=" + next.getScheme() + "://" + next.getAuthority());
		}
		command.add(this.program.toString());
		return command;
	}

}
