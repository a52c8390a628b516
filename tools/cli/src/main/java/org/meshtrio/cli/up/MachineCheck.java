package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.meshtrio.cli.options.LocalChain;

/**
 * What the machine must have before anything is started.
 */
final class MachineCheck {

	private static final long MEGABYTE = 1024 * 1024;

	/** Tomcat's and Zipkin's temporary files, with room to spare. */
	private static final long DISK = 100 * MEGABYTE;

	private MachineCheck() {
	}

	/**
	 * Checks that no other program has a port.
	 * @param programs the programs that will listen
	 * @param bind the address that they will listen on
	 * @throws UpException where one is taken
	 */
	static void requireFreePorts(List<Program> programs, InetAddress bind) {
		Set<InetAddress> addresses = addresses(bind);
		for (Program program : programs) {
			if (addresses.stream().anyMatch((address) -> !binds(address, program.port()))) {
				throw new UpException("Port " + program.port() + " of " + program.name()
						+ " is taken by another program: stop that one, or move all ports with --port-offset 100.");
			}
		}
	}

	/**
	 * Where a program can be in the way: on the address, and wherever else localhost
	 * leads to, since a client may ask there first.
	 */
	private static Set<InetAddress> addresses(InetAddress bind) {
		Set<InetAddress> addresses = new LinkedHashSet<>(Set.of(bind));
		if (bind.isLoopbackAddress() || bind.isAnyLocalAddress()) {
			try {
				Stream.of(InetAddress.getAllByName(LocalChain.LOCALHOST))
					.filter(LocalChain::hasAddress)
					.forEach(addresses::add);
			}
			catch (UnknownHostException ex) {
				// It leads nowhere.
			}
		}
		return addresses;
	}

	private static boolean binds(InetAddress address, int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(address, port));
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
