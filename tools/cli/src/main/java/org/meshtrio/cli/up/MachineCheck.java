package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.meshtrio.cli.options.LocalChain;

/**
 * Checks the machine before anything is started.
 */
final class MachineCheck {

	private static final long MEGABYTE = 1024 * 1024;

	/** More than the temporary files of Tomcat and Zipkin need. */
	private static final long DISK = 100 * MEGABYTE;

	private MachineCheck() {
	}

	/**
	 * Checks that the ports are free.
	 * @param programs the programs that will listen
	 * @param bind the address that they will listen on
	 * @throws UpException if a port is taken
	 */
	static void requireFreePorts(List<Program> programs, InetAddress bind) {
		Set<InetAddress> addresses = addresses(bind);
		for (Program program : programs) {
			if (addresses.stream().anyMatch((address) -> !LocalChain.canListen(address, program.port()))) {
				throw new UpException("Port " + program.port() + " of " + program.name()
						+ " is taken by another program: stop that program, or move all ports with --port-offset 100.");
			}
		}
	}

	/**
	 * The addresses on which another program would be in the way: this one, and all
	 * addresses of localhost, because a client may try those first.
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
				// Without an address for localhost, no client uses it.
			}
		}
		return addresses;
	}

	/**
	 * Checks that the disk has room for temporary files.
	 * @param folder their folder
	 * @throws UpException if it has less than 100 MB
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
