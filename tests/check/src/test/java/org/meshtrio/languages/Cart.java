package org.meshtrio.languages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A service that calls the next one, whole or with a fault. */
enum Cart {

	NODE_COPIES(Kind.WHOLE, Language.NODE, "headers copied", Map.of(), "node", "cart-copying.js"),

	NODE_OTEL(Kind.WHOLE, Language.NODE, "OpenTelemetry", Map.of("OTEL_PROPAGATORS", "tracecontext,baggage"), "node",
			"--import", "@opentelemetry/auto-instrumentations-node/register", "cart.js"),

	NODE_B3(Kind.WHOLE, Language.NODE, "+ B3", Map.of("OTEL_PROPAGATORS", "tracecontext,b3multi,baggage"), "node",
			"--import", "@opentelemetry/auto-instrumentations-node/register", "cart.js"),

	PYTHON_COPIES(Kind.WHOLE, Language.PYTHON, "headers copied", Map.of(), "venv/bin/python", "cart_copying.py"),

	PYTHON_OTEL(Kind.WHOLE, Language.PYTHON, "OpenTelemetry", Map.of("OTEL_PROPAGATORS", "tracecontext,baggage"),
			"venv/bin/opentelemetry-instrument", "venv/bin/python", "cart.py"),

	PYTHON_B3(Kind.WHOLE, Language.PYTHON, "+ B3", Map.of("OTEL_PROPAGATORS", "tracecontext,b3multi,baggage"),
			"venv/bin/opentelemetry-instrument", "venv/bin/python", "cart.py"),

	GO_COPIES(Kind.WHOLE, Language.GO, "headers copied", Map.of("VARIANT", "copying"), "./cart"),

	GO_OTEL(Kind.WHOLE, Language.GO, "OpenTelemetry", Map.of("VARIANT", "otel"), "./cart"),

	GO_B3(Kind.WHOLE, Language.GO, "+ B3", Map.of("VARIANT", "otel", "B3", "multi"), "./cart"),

	NODE_PLAIN(Kind.FAULTY, Language.NODE, "no tracing", Map.of(), "node", "cart.js"),

	NODE_VARIABLE(Kind.FAULTY, Language.NODE, "headers copied by way of a variable of the module",
			Map.of("FAULT", "variable"), "node", "cart-copying.js"),

	NODE_SAMPLER(Kind.FAULTY, Language.NODE, "OpenTelemetry with `OTEL_TRACES_SAMPLER=always_on`",
			Map.of("OTEL_TRACES_SAMPLER", "always_on"), "node", "--import",
			"@opentelemetry/auto-instrumentations-node/register", "cart.js"),

	PYTHON_PLAIN(Kind.FAULTY, Language.PYTHON, "no tracing", Map.of(), "venv/bin/python", "cart.py"),

	PYTHON_GLOBAL(Kind.FAULTY, Language.PYTHON, "headers copied by way of a global variable", Map.of("FAULT", "global"),
			"venv/bin/python", "cart_copying.py"),

	PYTHON_CLIENT(Kind.FAULTY, Language.PYTHON, "OpenTelemetry without the instrumentation of `requests`",
			Map.of("OTEL_PYTHON_DISABLED_INSTRUMENTATIONS", "requests"), "venv/bin/opentelemetry-instrument",
			"venv/bin/python", "cart.py"),

	GO_PLAIN(Kind.FAULTY, Language.GO, "no tracing", Map.of("VARIANT", "plain"), "./cart"),

	GO_EVERYTHING(Kind.FAULTY, Language.GO, "all headers copied", Map.of("VARIANT", "copying", "FAULT", "everything"),
			"./cart"),

	GO_CONTEXT(Kind.FAULTY, Language.GO, "`otelhttp`, and calls without the request's context",
			Map.of("VARIANT", "otel", "FAULT", "context"), "./cart"),

	GO_TRANSPORT(Kind.FAULTY, Language.GO, "`otelhttp` for the handler only",
			Map.of("VARIANT", "otel", "FAULT", "transport"), "./cart"),

	GO_PROPAGATOR(Kind.FAULTY, Language.GO, "`otelhttp` without `otel.SetTextMapPropagator`",
			Map.of("VARIANT", "otel", "FAULT", "propagator"), "./cart"),

	GO_SAMPLER(Kind.FAULTY, Language.GO, "OpenTelemetry with `trace.AlwaysSample()`",
			Map.of("VARIANT", "otel", "FAULT", "sampler"), "./cart");

	private static final List<String> PROXIES = List.of("HTTP_PROXY", "http_proxy");

	private final Kind kind;

	private final Language language;

	private final String title;

	private final Map<String, String> environment;

	private final List<String> command;

	Cart(Kind kind, Language language, String title, Map<String, String> environment, String... command) {
		this.kind = kind;
		this.language = language;
		this.title = title;
		this.environment = environment;
		this.command = List.of(command);
	}

	Language language() {
		return this.language;
	}

	String title() {
		return this.title;
	}

	Kind kind() {
		return this.kind;
	}

	/** The command, which needs the service's folder as the working folder. */
	List<String> command() {
		return this.command;
	}

	/**
	 * The environment of the service.
	 * @param port its port
	 * @param next the URL of the next service
	 */
	Map<String, String> environment(int port, String next) {
		// With the exporter "none", Node makes no spans.
		Map<String, String> all = new LinkedHashMap<>(Map.of("PORT", String.valueOf(port), "NEXT", next,
				"OTEL_TRACES_EXPORTER", "console", "OTEL_METRICS_EXPORTER", "none", "OTEL_LOGS_EXPORTER", "none"));
		all.putAll(this.environment);
		return all;
	}

	/**
	 * Starts the service. Skips the test if its language isn't installed.
	 * @param port its port
	 * @param next the URL of the next service
	 * @param more more of its environment
	 * @return the service, to be closed
	 */
	RunningCart start(int port, String next, Map<String, String> more) throws IOException, InterruptedException {
		Path folder = this.language.ready();
		ProcessBuilder builder = new ProcessBuilder(this.command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve(name() + ".log").toFile());
		builder.environment().keySet().removeAll(PROXIES);
		builder.environment().putAll(environment(port, next));
		builder.environment().putAll(more);
		return new RunningCart(builder.start(), port);
	}

	/** Whether a service has a fault. */
	enum Kind {

		/** As the proposed fixes leave it. */
		WHOLE,

		/** As a mistake leaves it. */
		FAULTY

	}

	/** A service that runs. */
	record RunningCart(Process process, int port) implements AutoCloseable {

		/** By force, because Node with OpenTelemetry doesn't end otherwise. */
		@Override
		public void close() {
			this.process.destroyForcibly().onExit().join();
		}

	}

}
