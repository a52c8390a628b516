package org.meshtrio.cli.up;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * The settings of a service's JVM. They are in the property {@code service.jvm} of the
 * parent's pom.xml. The image, {@code trio up}, and the bench use them.
 */
public final class ServiceJvm {

	/** The arguments for {@code java}, with a bounded heap. */
	public static final List<String> ARGUMENTS = List.of(read().split(" +"));

	/**
	 * The exit code of a JVM that {@code -XX:+ExitOnOutOfMemoryError} ended. It is fixed
	 * in the HotSpot JVM (report_java_out_of_memory in debug.cpp).
	 */
	public static final int OUT_OF_MEMORY = 3;

	private ServiceJvm() {
	}

	private static String read() {
		try (InputStream in = ServiceJvm.class.getResourceAsStream("jvm.properties")) {
			Properties properties = new Properties();
			properties.load(in);
			return properties.getProperty("service");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
