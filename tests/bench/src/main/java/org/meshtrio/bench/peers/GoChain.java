package org.meshtrio.bench.peers;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The chain that is written by hand in Go.
 *
 * @param program the built program
 */
record GoChain(Path program) implements Peer {

	@Override
	public String name() {
		return "go";
	}

	@Override
	public String ready() {
		return "";
	}

	@Override
	public boolean copiesHeaders() {
		return true;
	}

	@Override
	public List<String> command(int hop, URI own, @Nullable URI next, URI sink) {
		List<String> command = new ArrayList<>(
				List.of(this.program.toString(), "-hop", "" + hop, "-listen", own.getAuthority()));
		if (next != null) {
			command.addAll(List.of("-next", next.toString()));
		}
		return command;
	}

}
