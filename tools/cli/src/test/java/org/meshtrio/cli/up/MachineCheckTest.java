package org.meshtrio.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.meshtrio.cli.launch.Launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MachineCheckTest {

	@Test
	void saysWhichPortIsTaken() throws IOException {
		Program program;
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			program = program(taken.getLocalPort());
			assertThatExceptionOfType(UpException.class)
				.isThrownBy(() -> MachineCheck.requireFreePorts(List.of(program), InetAddress.getLoopbackAddress()))
				.withMessage("Port " + taken.getLocalPort() + " of service1 is taken by another program: stop that"
						+ " program, or move all ports with --port-offset 100.");
		}
		assertThatCode(() -> MachineCheck.requireFreePorts(List.of(program), InetAddress.getLoopbackAddress()))
			.doesNotThrowAnyException();
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "others have one loopback address")
	void aProgramOnAnotherAddressIsNotInTheWay() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
			List<Program> programs = List.of(program(other.getLocalPort()));
			assertThatCode(() -> MachineCheck.requireFreePorts(programs, InetAddress.getLoopbackAddress()))
				.doesNotThrowAnyException();
			assertThatExceptionOfType(UpException.class)
				.isThrownBy(() -> MachineCheck.requireFreePorts(programs, InetAddress.getByName("0.0.0.0")));
		}
	}

	@Test
	void saysThatTheDiskIsFull() {
		Path folder = Path.of("/tmp");
		assertThatExceptionOfType(UpException.class)
			.isThrownBy(() -> MachineCheck.requireDisk(folder, 99L * 1024 * 1024))
			.withMessage("The disk of " + folder
					+ " is full: 99 MB are left and the services need 100 MB for temporary files.");
		assertThatCode(() -> MachineCheck.requireDisk(folder, 100L * 1024 * 1024)).doesNotThrowAnyException();
	}

	private static Program program(int port) {
		URI url = URI.create("http://localhost:" + port);
		return new Program("service1", port, url, url, new Launch(List.of(), Path.of("service1.jar"), null), List.of(),
				Map.of());
	}

}
