package org.meshtrio.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JVM of a service of the chain runs.
 */
public final class ServiceProgram {

	/** The services of a chain, which are service0 to service2. */
	public static final int HOPS = 3;

	private ServiceProgram() {
	}

	/**
	 * The arguments that follow the settings of the JVM.
	 * @param checkout the checkout that has the service's jar
	 * @param hop the number of the service
	 * @param firstPort the port of service0; the others have the ports after it
	 * @param sink the URL of the span sink
	 * @param fork whether service0 calls service1 and service2 at the same time
	 * @param settings further settings of the service
	 * @return the jar and its settings
	 * @throws IllegalStateException if the jar isn't built
	 */
	public static List<String> of(Path checkout, int hop, int firstPort, URI sink, boolean fork,
			List<String> settings) {
		Path jar = checkout.resolve("service%d/target/service%d.jar".formatted(hop, hop));
		if (!Files.exists(jar)) {
			throw new IllegalStateException("There is no " + jar + ": build it with ./mvnw -DskipTests package.");
		}
		List<String> program = new ArrayList<>(List.of("-jar", jar.toString(), "--server.port=" + (firstPort + hop),
				"--management.tracing.export.zipkin.endpoint=" + sink));
		if (hop == 0 && fork) {
			program
				.add("--trio.next=http://127.0.0.1:%d/,http://127.0.0.1:%d/".formatted(firstPort + 1, firstPort + 2));
			program.add("--trio.next-mode=parallel");
		}
		else if (hop < HOPS - 1) {
			program.add("--trio.next=http://127.0.0.1:" + (firstPort + hop + 1) + "/");
		}
		program.addAll(settings);
		return program;
	}

}
