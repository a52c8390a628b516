package org.meshtrio.cli.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options about each request that a command sends.
 */
public final class RequestOptions {

	@Option(names = { "-H", "--header" }, paramLabel = "'NAME: VALUE'",
			description = "A header to send. Repeat the option for more.")
	private List<String> headers = new ArrayList<>();

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
			description = "The longest wait for a response (default: ${DEFAULT-VALUE}).")
	private String timeout;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	/**
	 * The headers to send.
	 * @return the values by lower-case name
	 */
	public Map<String, List<String>> headers() {
		return new Arguments(this.spec).headers(this.headers);
	}

	public Duration timeout() {
		return new Arguments(this.spec).time("--timeout", this.timeout);
	}

}
