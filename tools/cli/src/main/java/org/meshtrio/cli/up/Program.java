package org.meshtrio.cli.up;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A program that {@code trio up} starts.
 *
 * @param name its name in the log
 * @param port the port that it listens on
 * @param url the URL to open
 * @param ready the URL that answers 200 when it is ready
 * @param arguments the arguments of {@code java}
 * @param environment additional environment variables
 */
record Program(String name, int port, URI url, URI ready, List<String> arguments, Map<String, String> environment) {

}
