package org.meshtrio.cli.options;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options about the trace store.
 */
public final class StoreOptions {

	@Option(names = "--store", paramLabel = "URL",
			description = "The query API of the trace store, Zipkin or Jaeger, with its base path if it has one, such as"
					+ " http://localhost:16686/jaeger (default: on a mesh the Service tracing in istio-system,"
					+ " otherwise " + LocalChain.STORE + ").")
	private @Nullable String store;

	@Option(names = "--wait", paramLabel = "SECONDS",
			description = "The longest wait for spans that the store doesn't have yet (default: ${DEFAULT-VALUE}).")
	private String wait;

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	/**
	 * Creates the options.
	 * @param wait the default of {@code --wait}
	 */
	public StoreOptions(String wait) {
		this.wait = wait;
	}

	/**
	 * The trace store that was named.
	 * @return its base URL, or {@code null} for the default
	 */
	public @Nullable URI url() {
		return (this.store != null) ? new Arguments(this.spec).uri(this.store) : null;
	}

	public Duration longestWait() {
		return new Arguments(this.spec).time("--wait", this.wait);
	}

}
