package org.meshtrio.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code trio up} starts: one program after the other, with all its settings.
 */
final class Plan {

	private static final int ZIPKIN_PORT = 9411;

	private static final int HIGHEST_PORT = 65535;

	private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

	private final List<ServiceFolder> services;

	private final int offset;

	private final Map<String, String> switches = new LinkedHashMap<>();

	/**
	 * Creates a plan.
	 * @param services the services
	 * @param offset what to add to every port
	 * @param spans whether the services make spans
	 * @param forward whether they forward headers
	 */
	Plan(List<ServiceFolder> services, int offset, Switch spans, Switch forward) {
		this.services = services;
		this.offset = offset;
		if (spans == Switch.off) {
			this.switches.put("mesh.propagation.spans", "false");
		}
		if (forward == Switch.off) {
			this.switches.put("mesh.propagation.forward", "false");
		}
	}

	/**
	 * The trace store.
	 * @param jar its executable jar
	 * @return the program
	 */
	Program zipkin(Path jar) {
		int port = moved("Zipkin", ZIPKIN_PORT);
		List<String> command = new ArrayList<>(JvmSettings.ZIPKIN);
		// A picture has no place between other lines.
		command.addAll(List.of("-jar", jar.toString(), "--spring.main.banner-mode=off"));
		return new Program("zipkin", port, URI.create("http://localhost:" + port + "/zipkin/"),
				URI.create("http://localhost:" + port + "/health"), command,
				Map.of("QUERY_PORT", "" + port, "MEM_MAX_SPANS", "" + JvmSettings.ZIPKIN_SPANS));
	}

	/**
	 * The services.
	 * @return the programs in the order of the chain
	 */
	List<Program> services() {
		return this.services.stream().map(this::service).toList();
	}

	/**
	 * Where a request enters the chain.
	 * @return the URL of the service that no other one calls
	 */
	URI entry() {
		Set<Integer> called = this.services.stream()
			.map(ServiceFolder::next)
			.filter((next) -> next != null)
			.map(URI::getPort)
			.collect(Collectors.toSet());
		ServiceFolder first = this.services.stream()
			.filter((service) -> !called.contains(service.port()))
			.findFirst()
			.orElse(this.services.get(0));
		return url(first, "/");
	}

	/**
	 * The trace store's query API.
	 * @return its base URL
	 */
	URI store() {
		return URI.create("http://localhost:" + moved("Zipkin", ZIPKIN_PORT));
	}

	private Program service(ServiceFolder service) {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("server.port", "" + moved(service.name(), service.port()));
		if (service.next() != null) {
			settings.put("trio.next", moved(service.next()).toString());
		}
		settings.put("management.tracing.export.zipkin.endpoint", store() + "/api/v2/spans");
		settings.putAll(this.switches);
		List<String> command = new ArrayList<>(JvmSettings.SERVICE);
		command.addAll(List.of("-jar", service.jar().toString()));
		settings.forEach((name, value) -> command.add("--" + name + "=" + value));
		return new Program(service.name(), moved(service.name(), service.port()), url(service, "/"),
				url(service, "/readyz"), command, Map.of());
	}

	private URI url(ServiceFolder service, String path) {
		return URI.create("http://localhost:" + moved(service.name(), service.port()) + path);
	}

	/**
	 * The next service moves with the others, but a service elsewhere stays where it is.
	 */
	private URI moved(URI next) {
		boolean ours = THIS_MACHINE.contains(next.getHost())
				&& this.services.stream().anyMatch((service) -> service.port() == next.getPort());
		return ours ? URI.create(
				next.toString().replaceFirst(":" + next.getPort() + "(?!\\d)", ":" + (next.getPort() + this.offset)))
				: next;
	}

	private int moved(String name, int port) {
		int moved = port + this.offset;
		if (moved < 1 || moved > HIGHEST_PORT) {
			throw new UpException("--port-offset " + this.offset + " gives " + name + " the port " + moved
					+ ", and ports go from 1 to " + HIGHEST_PORT + ".");
		}
		return moved;
	}

}
