package org.meshtrio.mesh.tracing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The tracing that applies to a proxy on one side of its calls, by the rules of istiod:
 * the oldest Telemetry without a selector of the root namespace, then that of the proxy's
 * namespace, then the oldest whose selector matches, and what stands in a later one wins.
 *
 * @param provider the provider's name, or {@code null} where none applies
 * @param providerBy what names it
 * @param disabledBy what turns the spans off, or {@code null}
 * @param sampling the percentage of requests, or {@code null} where no Telemetry says it
 * @param samplingBy what says it
 */
public record AppliedTracing(@Nullable String provider, Source providerBy, @Nullable Source disabledBy,
		@Nullable Double sampling, Source samplingBy) {

	/**
	 * The tracing of a proxy.
	 * @param state the mesh
	 * @param proxy the proxy
	 * @return that of the calls that arrive, and that of those that leave where it
	 * differs
	 */
	public static List<AppliedTracing> of(MeshState state, Proxy proxy) {
		List<Source> sources = sources(state, proxy);
		AppliedTracing client = of(state, sources, "CLIENT");
		AppliedTracing server = of(state, sources, "SERVER");
		return client.equals(server) ? List.of(server) : List.of(server, client);
	}

	private static AppliedTracing of(MeshState state, List<Source> sources, String mode) {
		JsonNode fallback = state.config().path("defaultProviders").path("tracing").path(0);
		String provider = fallback.isString() ? fallback.asString() : null;
		Source providerBy = Source.NONE;
		Source disabledBy = null;
		Double sampling = null;
		Source samplingBy = Source.NONE;
		for (Source source : sources) {
			JsonNode tracing = source.tracing();
			String only = tracing.path("match").path("mode").asString("");
			if ((only.equals("CLIENT") || only.equals("SERVER")) && !only.equals(mode)) {
				continue;
			}
			JsonNode first = tracing.path("providers").path(0).path("name");
			if (first.isString()) {
				provider = first.asString();
				providerBy = source;
			}
			JsonNode disabled = tracing.path("disableSpanReporting");
			if (disabled.isBoolean()) {
				disabledBy = disabled.asBoolean() ? source : null;
			}
			JsonNode percentage = tracing.path("randomSamplingPercentage");
			if (percentage.isNumber()) {
				sampling = percentage.asDouble();
				samplingBy = source;
			}
		}
		return new AppliedTracing(provider, providerBy, disabledBy, sampling, samplingBy);
	}

	private static List<Source> sources(MeshState state, Proxy proxy) {
		List<JsonNode> telemetries = new ArrayList<>();
		state.telemetries().forEach(telemetries::add);
		telemetries.sort(Comparator
			.comparing((JsonNode telemetry) -> telemetry.path("metadata").path("creationTimestamp").asString("")));
		List<JsonNode> applicable = new ArrayList<>();
		addFirst(applicable, telemetries, state.rootNamespace(), null);
		if (!proxy.namespace().equals(state.rootNamespace())) {
			addFirst(applicable, telemetries, proxy.namespace(), null);
		}
		addFirst(applicable, telemetries, proxy.namespace(), proxy.labels());
		List<Source> sources = new ArrayList<>();
		for (JsonNode telemetry : applicable) {
			JsonNode tracing = telemetry.path("spec").path("tracing");
			for (int i = 0; i < tracing.size(); i++) {
				sources.add(new Source(telemetry.path("metadata").path("namespace").asString(""),
						telemetry.path("metadata").path("name").asString(""), i, tracing.path(i)));
			}
		}
		return sources;
	}

	private static void addFirst(List<JsonNode> applicable, List<JsonNode> telemetries, String namespace,
			@Nullable Map<String, String> labels) {
		for (JsonNode telemetry : telemetries) {
			JsonNode selector = telemetry.path("spec").path("selector").path("matchLabels");
			boolean inNamespace = telemetry.path("metadata").path("namespace").asString("").equals(namespace);
			if (inNamespace && ((labels == null) ? selector.isEmpty() : matches(selector, labels))) {
				applicable.add(telemetry);
				return;
			}
		}
	}

	private static boolean matches(JsonNode selector, Map<String, String> labels) {
		return !selector.isEmpty() && selector.properties()
			.stream()
			.allMatch((entry) -> entry.getValue().asString("").equals(labels.get(entry.getKey())));
	}

	/**
	 * An entry of a Telemetry.
	 *
	 * @param namespace the Telemetry's namespace
	 * @param name its name, empty where it is the mesh configuration instead
	 * @param index the place in its {@code tracing} list
	 * @param tracing the entry
	 */
	public record Source(String namespace, String name, int index, JsonNode tracing) {

		static final Source NONE = new Source("", "", 0, tools.jackson.databind.node.MissingNode.getInstance());

		public boolean isTelemetry() {
			return !this.name.isEmpty();
		}

		/**
		 * A command that changes the entry.
		 * @param operation {@code add}, {@code replace} or {@code remove}
		 * @param property the path of what it changes in the entry
		 * @param value the value in JSON, or {@code null} for none
		 * @return the command
		 */
		public String patch(String operation, String property, @Nullable String value) {
			return "kubectl patch telemetries.telemetry.istio.io -n " + this.namespace + " " + this.name
					+ " --type json -p '[{\"op\": \"" + operation + "\", \"path\": \"/spec/tracing/" + this.index + "/"
					+ property + "\"" + ((value != null) ? ", \"value\": " + value : "") + "}]'";
		}

		@Override
		public String toString() {
			return isTelemetry() ? "Telemetry " + this.namespace + "/" + this.name
					: "the mesh configuration (ConfigMap istio-system/istio)";
		}

	}

}
