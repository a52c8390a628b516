package org.meshtrio.cli.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.Answer;
import org.meshtrio.check.capture.Capture;
import org.meshtrio.check.capture.NextService;
import org.meshtrio.check.capture.Relay;
import org.meshtrio.cli.options.Arguments;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options of the capture.
 */
final class CaptureOptions {

	private static final Duration SLOW = Duration.ofSeconds(1);

	private static final long LARGEST_ANSWER = 1024 * 1024;

	@Option(names = "--capture", paramLabel = "PORT", defaultValue = "9900",
			description = "The port of the capture (default: ${DEFAULT-VALUE}); 0 is any that is free.")
	private int port;

	@Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
			description = "The address of the capture (default: ${DEFAULT-VALUE}). For a service in a container, use"
					+ " 0.0.0.0.")
	private String bind;

	@Option(names = "--answer", paramLabel = "FILE",
			description = "What the capture answers, with status 200, as JSON (default: {}).")
	private @Nullable Path answer;

	@Option(names = "--forward-to", paramLabel = "URL",
			description = "The next service, which answers instead of the capture. A request that comes through the proxy"
					+ " goes to its own URL.")
	private @Nullable String upstream;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	/**
	 * Starts the capture.
	 * @param timeout the longest wait for the next service
	 * @return the capture, to be closed
	 */
	Capture start(Duration timeout) {
		Arguments arguments = new Arguments(this.spec);
		if (this.port < 0 || this.port > Arguments.HIGHEST_PORT) {
			throw arguments.usage("--capture takes a port from 0 to " + Arguments.HIGHEST_PORT);
		}
		InetAddress address = arguments.address("--bind", this.bind);
		NextService next = next(arguments, timeout);
		try {
			return Capture.start(new InetSocketAddress(address, this.port), next, SLOW);
		}
		catch (IOException ex) {
			throw arguments.usage("Port " + this.port + " is in use; name another one with --capture PORT");
		}
	}

	/** The URL that a service on this machine uses. */
	String url(Capture capture) {
		return "http://" + (this.bind.equals("0.0.0.0") ? "127.0.0.1" : this.bind) + ":" + capture.port();
	}

	private NextService next(Arguments arguments, Duration timeout) {
		if (this.upstream != null) {
			if (this.answer != null) {
				throw arguments.usage("--answer and --forward-to exclude each other");
			}
			return new Relay(arguments.uri(this.upstream), timeout);
		}
		if (this.answer == null) {
			return (request, body) -> Answer.DEFAULT;
		}
		try {
			if (Files.size(this.answer) > LARGEST_ANSWER) {
				throw arguments.usage("--answer takes a file of at most 1 MiB");
			}
			Answer answer = new Answer(200, "application/json", Files.readAllBytes(this.answer));
			return (request, body) -> answer;
		}
		catch (IOException ex) {
			throw arguments.usage("The file " + this.answer + " of --answer can't be read");
		}
	}

}
