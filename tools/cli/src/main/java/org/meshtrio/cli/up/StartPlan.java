package org.meshtrio.cli.up;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.meshtrio.cli.launch.Launch;
import org.meshtrio.cli.options.Arguments;
import org.meshtrio.cli.options.LocalChain;
import org.meshtrio.cli.options.Switch;

/**
 * The programs that {@code trio up} starts, with all their settings.
 */
final class StartPlan {

	private static final int ZIPKIN_PORT = 9411;

	private final List<ServiceFolder> services;

	private final int offset;

	private final InetAddress bind;

	private final boolean fork;

	private final Map<String, String> switches = new LinkedHashMap<>();

	/**
	 * Creates a plan.
	 * @param services the services
	 * @param offset the number to add to every port
	 * @param bind the address that all listen on
	 * @param spans whether the services make spans
	 * @param forward whether they forward headers
	 * @param fork whether the first service calls all others at the same time
	 */
	StartPlan(List<ServiceFolder> services, int offset, InetAddress bind, Switch spans, Switch forward, boolean fork) {
		this.services = services;
		this.offset = offset;
		this.bind = bind;
		this.fork = fork;
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
	 * @throws IllegalArgumentException if its port does not exist
	 */
	Program zipkin(Path jar) {
		int port = moved("Zipkin", ZIPKIN_PORT);
		List<String> settings = new ArrayList<>();
		// The banner would be confusing between the lines of other programs.
		settings.add("--spring.main.banner-mode=off");
		// These replace the whole list of ports, so they must be complete.
		settings.addAll(List.of("--armeria.ports[0].ip=" + this.bind.getHostAddress(),
				"--armeria.ports[0].port=" + port, "--armeria.ports[0].protocols[0]=http"));
		return new Program("zipkin", port, store().resolve("/zipkin/"), store().resolve("/health"),
				new Launch(JvmSettings.ZIPKIN, jar, null), settings,
				Map.of("MEM_MAX_SPANS", "" + JvmSettings.ZIPKIN_SPANS));
	}

	/**
	 * The services.
	 * @return the programs in the order of the chain
	 * @throws IllegalArgumentException if the port of one does not exist
	 */
	List<Program> services() {
		return this.services.stream().map(this::service).toList();
	}

	/**
	 * The first service of the chain.
	 * @return the URL of the service that no other service calls
	 */
	URI entry() {
		Set<Integer> called = this.services.stream()
			.flatMap((service) -> service.next().stream())
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
		return URI.create("http://" + host() + ":" + moved("Zipkin", ZIPKIN_PORT));
	}

	private Program service(ServiceFolder service) {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("server.address", this.bind.getHostAddress());
		settings.put("server.port", "" + moved(service.name(), service.port()));
		boolean forks = this.fork && url(service, "/").equals(entry());
		List<URI> next = forks ? allBut(service) : service.next().stream().map(this::moved).toList();
		if (!next.isEmpty()) {
			settings.put("trio.next", next.stream().map(URI::toString).collect(Collectors.joining(",")));
		}
		if (forks) {
			settings.put("trio.next-mode", "parallel");
		}
		settings.put("management.tracing.export.zipkin.endpoint", store() + "/api/v2/spans");
		settings.put("trio.trace-url", store() + "/zipkin/traces/{traceId}");
		settings.putAll(this.switches);
		List<String> arguments = new ArrayList<>();
		settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		return new Program(service.name(), moved(service.name(), service.port()), url(service, "/"),
				url(service, "/readyz"), new Launch(JvmSettings.SERVICE, service.jar(), null), arguments, Map.of());
	}

	private List<URI> allBut(ServiceFolder service) {
		return this.services.stream().filter((other) -> !other.equals(service)).map((other) -> url(other, "")).toList();
	}

	private URI url(ServiceFolder service, String path) {
		return URI.create("http://" + host() + ":" + moved(service.name(), service.port()) + path);
	}

	/**
	 * The host in the URLs of the programs: localhost, if that leads to them.
	 */
	private String host() {
		try {
			if (this.bind.isAnyLocalAddress() || this.bind.equals(InetAddress.getByName(LocalChain.LOCALHOST))) {
				return LocalChain.LOCALHOST;
			}
		}
		catch (UnknownHostException ex) {
			// Use the address itself.
		}
		String address = this.bind.getHostAddress();
		return (this.bind instanceof Inet6Address) ? "[" + address + "]" : address;
	}

	/**
	 * The next service moves with the others, unless it isn't one of them.
	 */
	private URI moved(URI next) {
		boolean ours = LocalChain.HOSTS.contains(next.getHost())
				&& this.services.stream().anyMatch((service) -> service.port() == next.getPort());
		return ours
				? URI.create(
						next.toString().replaceFirst("//[^/?#]*", "//" + host() + ":" + (next.getPort() + this.offset)))
				: next;
	}

	private int moved(String name, int port) {
		long moved = (long) port + this.offset;
		if (moved < 1 || moved > Arguments.HIGHEST_PORT) {
			throw new IllegalArgumentException("--port-offset " + this.offset + " gives " + name + " the port " + moved
					+ ", and ports go from 1 to " + Arguments.HIGHEST_PORT);
		}
		return (int) moved;
	}

}
