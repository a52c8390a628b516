package org.meshtrio.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a chain of our services.
 *
 * @param name its name in the tables
 * @param trio the checkout whose jars it runs
 * @param java the JDK that runs it
 * @param jvm the settings of each service's JVM; <code>{service}</code> in them becomes
 * {@code service0}, {@code service1}, or {@code service2}
 * @param cores the number of cores that all its services share, 0 for all cores
 * @param fork whether service0 calls the other two at the same time
 * @param arguments settings of each service
 */
public record ChainSettings(String name, Path trio, Path java, List<String> jvm, int cores, boolean fork,
		List<String> arguments) {

	/** A setting: service0 calls the other two at the same time. */
	public static final String FAN_OUT = "fan-out";

	private static final String SERVICE = "{service}";

	/**
	 * The chain of the checkout that is measured, without its artificial delay, on all
	 * cores.
	 * @param java the JDK that runs it
	 * @param jvm the settings of each service's JVM, with spaces between them
	 * @return the settings, without a name
	 */
	public static ChainSettings of(Path java, String jvm) {
		return new ChainSettings("", Path.of(System.getProperty("trio.home", "")), java, List.of(jvm.split(" +")), 0,
				false, List.of("--trio.delay.min=0", "--trio.delay.max=0"));
	}

	/**
	 * Reads {@code NAME=SETTINGS}. The settings are in any order, with spaces between
	 * them: {@code trio=CHECKOUT}, {@code java=JAVA_HOME}, {@code cores=NUMBER},
	 * {@code fan-out}, {@code jvm=none}, settings of the services, which begin with two
	 * hyphens, and settings of the JVM, which begin with one.
	 * @param text the name and the settings
	 * @param defaults what the settings change and add to
	 * @return the settings
	 * @throws IllegalArgumentException if there is no name, or a setting isn't known; its
	 * message says what to do
	 */
	public static ChainSettings parse(String text, ChainSettings defaults) {
		int equals = text.indexOf('=');
		if (equals < 1) {
			throw new IllegalArgumentException(
					"'%s' has no name: write NAME=SETTINGS, such as 'large=-Xmx96m'.".formatted(text));
		}
		Path trio = defaults.trio;
		Path java = defaults.java;
		List<String> jvm = new ArrayList<>(defaults.jvm);
		int cores = defaults.cores;
		boolean fork = defaults.fork;
		List<String> arguments = new ArrayList<>(defaults.arguments);
		for (String setting : text.substring(equals + 1).trim().split(" +")) {
			String value = setting.substring(setting.indexOf('=') + 1);
			if (setting.startsWith("--")) {
				arguments.add(setting);
			}
			else if (setting.startsWith("-")) {
				jvm.add(setting);
			}
			else if (setting.startsWith("trio=")) {
				trio = Path.of(value);
			}
			else if (setting.startsWith("java=")) {
				java = jdk(value);
			}
			else if (setting.startsWith("cores=")) {
				cores = cores(value);
			}
			else if (setting.equals(FAN_OUT)) {
				fork = true;
			}
			else if (setting.equals("jvm=none")) {
				jvm.clear();
			}
			else if (!setting.isEmpty()) {
				throw new IllegalArgumentException(("'%s' isn't a setting of a chain: use trio=CHECKOUT,"
						+ " java=JAVA_HOME, cores=NUMBER, %s, jvm=none, or what begins with a hyphen.")
					.formatted(setting, FAN_OUT));
			}
		}
		return new ChainSettings(text.substring(0, equals), trio, java, jvm, cores, fork, arguments);
	}

	private static Path jdk(String home) {
		if (!Files.isExecutable(Path.of(home, "bin", "java"))) {
			throw new IllegalArgumentException("There is no bin/java in %s: name a JDK's folder.".formatted(home));
		}
		return Path.of(home);
	}

	private static int cores(String number) {
		int most = Runtime.getRuntime().availableProcessors();
		if (!number.matches("\\d{1,4}") || Integer.parseInt(number) < 1 || Integer.parseInt(number) > most) {
			throw new IllegalArgumentException(
					"'%s' isn't a number of cores: use 1 to %d on this machine.".formatted(number, most));
		}
		return Integer.parseInt(number);
	}

	/**
	 * The command line of a service.
	 * @param service its name
	 * @param program the program and its arguments
	 * @return the command line
	 */
	List<String> command(String service, List<String> program) {
		List<String> command = new ArrayList<>();
		if (this.cores > 0) {
			command.addAll(List.of("taskset", "-c", "0-" + (this.cores - 1)));
		}
		command.addAll(JavaProcess.java(this.java,
				this.jvm.stream().map((setting) -> setting.replace(SERVICE, service)).toList(), program));
		return command;
	}

}
