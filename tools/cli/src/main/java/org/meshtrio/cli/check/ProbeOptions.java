package org.meshtrio.cli.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.meshtrio.cli.options.Arguments;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options to check again and again.
 */
final class ProbeOptions {

	private static final Pattern ADDRESS = Pattern.compile("(?<host>[^:]*):(?<port>\\d{1,5})");

	@Option(names = "--every", paramLabel = "TIME",
			description = "Check again after this time, as in 60s, until you stop it. It needs --metrics.")
	private @Nullable String every;

	@Option(names = "--metrics", paramLabel = "[ADDRESS]:PORT",
			description = "Where Prometheus reads the result of the last check, at /metrics, as in :9464 (on 127.0.0.1) or"
					+ " 0.0.0.0:9464.")
	private @Nullable String metrics;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	/**
	 * The time between two checks.
	 * @return the time, or {@code null} for one check
	 */
	@Nullable Duration every() {
		if ((this.every == null) != (this.metrics == null)) {
			throw new Arguments(this.spec).usage("--every and --metrics need each other");
		}
		return (this.every != null) ? new Arguments(this.spec).time("--every", this.every) : null;
	}

	MetricsServer server() {
		Arguments arguments = new Arguments(this.spec);
		Matcher matcher = ADDRESS.matcher(String.valueOf(this.metrics));
		if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > Arguments.HIGHEST_PORT) {
			throw arguments.usage("--metrics takes an address and a port, as in :9464, not '" + this.metrics + "'");
		}
		String host = matcher.group("host").isEmpty() ? "127.0.0.1" : matcher.group("host");
		InetAddress address = arguments.address("--metrics", host);
		try {
			return MetricsServer.start(new InetSocketAddress(address, Integer.parseInt(matcher.group("port"))));
		}
		catch (IOException ex) {
			throw arguments.usage("Port " + matcher.group("port") + " of --metrics is in use");
		}
	}

}
