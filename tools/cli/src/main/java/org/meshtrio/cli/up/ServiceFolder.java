package org.meshtrio.cli.up;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A service of the checkout. Services are found, not listed: a fourth one needs a folder
 * and nothing here. Its name, port, and next service are in its application.yaml.
 *
 * @param name {@code spring.application.name}
 * @param jar its executable jar
 * @param port {@code server.port}
 * @param next {@code trio.next}, empty at the end of the chain
 */
record ServiceFolder(String name, Path jar, int port, List<URI> next) {

	private static final Pattern NAME = Pattern.compile("service(\\d+)");

	/**
	 * Finds the services that are built.
	 * @param home the checkout
	 * @return the services in the order of their numbers, at least one
	 * @throws UpException if there is none, or if the settings of one cannot be read
	 */
	static List<ServiceFolder> find(Path home) {
		try (Stream<Path> folders = Files.list(home)) {
			List<ServiceFolder> services = folders.filter((folder) -> NAME.matcher(name(folder)).matches())
				.filter((folder) -> Files.exists(jar(folder)))
				.sorted(Comparator.comparing((folder) -> Integer.valueOf(name(folder).substring("service".length()))))
				.map(ServiceFolder::read)
				.toList();
			if (services.isEmpty()) {
				throw new UpException(
						"No service is built in " + home + ": build them with ./mvnw -DskipTests package.");
			}
			return services;
		}
		catch (IOException ex) {
			throw new UpException("The services' folder " + home + " cannot be read: " + ex.getMessage() + ".");
		}
	}

	private static String name(Path folder) {
		return folder.getFileName().toString();
	}

	private static Path jar(Path folder) {
		return folder.resolve("target").resolve(name(folder) + ".jar");
	}

	static ServiceFolder read(Path folder) {
		Path file = folder.resolve(Path.of("src", "main", "resources", "application.yaml"));
		Map<String, String> settings = new HashMap<>();
		try (Reader reader = Files.newBufferedReader(file)) {
			new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader)
				.forEach((document) -> flatten("", document, settings));
			List<URI> next = Arrays.stream(settings.getOrDefault("trio.next", "").split(","))
				.map(String::strip)
				.filter((url) -> !url.isEmpty())
				.map(URI::create)
				.toList();
			return new ServiceFolder(required(settings, "spring.application.name"), jar(folder),
					Integer.parseInt(required(settings, "server.port")), next);
		}
		catch (IOException | YAMLException | IllegalArgumentException ex) {
			throw new UpException("The settings in " + file + " cannot be read: " + ex.getMessage() + ".");
		}
	}

	private static String required(Map<String, String> settings, String name) {
		String value = settings.get(name);
		if (value == null) {
			throw new IllegalArgumentException(name + " is missing");
		}
		return value;
	}

	private static void flatten(String prefix, @Nullable Object value, Map<String, String> settings) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, child) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, child, settings));
		}
		else if (value instanceof List<?> list) {
			settings.put(prefix, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
		}
		else if (value != null) {
			settings.put(prefix, value.toString());
		}
	}

}
