package org.meshtrio.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the machine must have before anything is started.
 */
final class Machine {

	private static final long MEGABYTE = 1024 * 1024;

	/** Tomcat's and Zipkin's temporary files, with room to spare. */
	private static final long DISK = 100 * MEGABYTE;

	private Machine() {
	}

	/**
	 * Checks that no other program has a port.
	 * @param programs the programs that will listen
	 * @throws UpException where one is taken
	 */
	static void requireFreePorts(List<Program> programs) {
		for (Program program : programs) {
			if (isTaken(program.port())) {
				throw new UpException("Port " + program.port() + " of " + program.name()
						+ " is taken by another program: stop that one, or move all ports with --port-offset 100.");
			}
		}
	}

	private static boolean isTaken(int port) {
		// On some systems the one succeeds where a program listens on the other.
		return !binds(new InetSocketAddress(port))
				|| !binds(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
	}

	private static boolean binds(InetSocketAddress address) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(address);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Checks that the disk has room for temporary files.
	 * @param folder where they go
	 * @throws UpException where it has less than 100 MB
	 */
	static void requireDisk(Path folder) {
		try {
			requireDisk(folder, Files.getFileStore(folder).getUsableSpace());
		}
		catch (IOException ex) {
			throw new UpException(
					"The folder for temporary files, " + folder + ", cannot be used: " + ex.getMessage() + ".");
		}
	}

	static void requireDisk(Path folder, long usable) {
		if (usable < DISK) {
			throw new UpException("The disk of " + folder + " is full: " + usable / MEGABYTE
					+ " MB are left and the services need " + DISK / MEGABYTE + " MB for temporary files.");
		}
	}

}
