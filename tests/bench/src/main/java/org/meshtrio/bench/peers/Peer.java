package org.meshtrio.bench.peers;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Another program that is measured as a chain of three processes.
 */
public interface Peer {

	/**
	 * Names the chain.
	 * @return the name in the tables
	 */
	String name();

	/**
	 * Says where a hop tells that it is ready.
	 * @return a path, without the slash in front
	 */
	String ready();

	/**
	 * Says whether it forwards the trace headers of the client, because it makes no spans
	 * itself.
	 * @return whether the client sends some
	 */
	boolean copiesHeaders();

	/**
	 * The command line of a hop.
	 * @param hop its number
	 * @param own its URL
	 * @param next the URL of the next hop, or {@code null} for the last one
	 * @param sink where its spans go
	 * @return the command line
	 */
	List<String> command(int hop, URI own, @Nullable URI next, URI sink);

}
