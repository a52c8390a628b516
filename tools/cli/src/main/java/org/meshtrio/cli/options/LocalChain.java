package org.meshtrio.cli.options;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;

import org.meshtrio.trace.request.NoAnswerException;

/**
 * The chain that {@code trio up} starts without options, which is the default of the
 * other commands.
 */
public final class LocalChain {

	public static final String LOCALHOST = "localhost";

	/** The host names of this machine in a URL. */
	public static final Set<String> HOSTS = Set.of(LOCALHOST, "127.0.0.1", "[::1]");

	/** The first service. */
	public static final String URL = "http://localhost:8080/";

	/** The trace store. */
	public static final String STORE = "http://localhost:9411";

	private LocalChain() {
	}

	/**
	 * Whether this machine has an address.
	 * @param address the address
	 * @return whether a program can listen on it
	 */
	public static boolean hasAddress(InetAddress address) {
		return canListen(address, 0);
	}

	/**
	 * Whether a program can listen on a port.
	 * @param address an address of this machine
	 * @param port the port, or 0 for any
	 * @return whether this machine has the address, and no program has the port
	 */
	public static boolean canListen(InetAddress address, int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(address, port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * What to do if no program listens on this machine.
	 * @param target the URL of the request
	 * @param failure why it got no response
	 * @return a clause that begins with a semicolon, or nothing
	 */
	public static String hint(URI target, NoAnswerException failure) {
		boolean here = HOSTS.contains(target.getHost());
		return (here && failure.isRefused()) ? "; start a chain with ./trio up, or name the URL of a running one" : "";
	}

}
