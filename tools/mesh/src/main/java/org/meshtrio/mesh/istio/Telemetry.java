package org.meshtrio.mesh.istio;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.object.Metadata;
import tools.jackson.databind.JsonNode;

/**
 * A Telemetry.
 *
 * @param metadata its metadata
 * @param spec its specification
 */
public record Telemetry(Metadata metadata, Spec spec) {

	/**
	 * Fills in what is absent.
	 */
	public Telemetry {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, new Spec(null, null, List.of()));
	}

	/**
	 * The labels that a proxy's pod must have.
	 * @return the labels, empty if it applies to all pods
	 */
	public Map<String, String> selector() {
		return (this.spec.selector() != null) ? this.spec.selector().matchLabels() : Map.of();
	}

	/**
	 * The specification of a Telemetry.
	 *
	 * @param selector the pods that it applies to
	 * @param targetRefs the objects that it applies to
	 * @param tracing its entries about tracing
	 */
	public record Spec(@Nullable Selector selector, @Nullable JsonNode targetRefs, List<Tracing> tracing) {

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			tracing = Objects.requireNonNullElse(tracing, List.of());
		}

	}

	/**
	 * Which pods a Telemetry applies to.
	 *
	 * @param matchLabels the labels that a pod must have
	 */
	public record Selector(Map<String, String> matchLabels) {

		/**
		 * Fills in what is absent.
		 */
		public Selector {
			matchLabels = Objects.requireNonNullElse(matchLabels, Map.of());
		}

	}

	/**
	 * An entry about tracing. Whatever it leaves out, another entry or Telemetry says.
	 *
	 * @param match the calls that it applies to
	 * @param providers the providers
	 * @param disableSpanReporting whether the proxies report no spans
	 * @param randomSamplingPercentage how many of 100 requests are recorded
	 */
	public record Tracing(@Nullable Match match, List<Named> providers, @Nullable Boolean disableSpanReporting,
			@Nullable Double randomSamplingPercentage) {

		/**
		 * Fills in what is absent.
		 */
		public Tracing {
			providers = Objects.requireNonNullElse(providers, List.of());
		}

		/**
		 * Whether it applies to one side of the calls.
		 * @param mode {@code CLIENT} or {@code SERVER}
		 * @return whether it isn't for the other side only
		 */
		public boolean appliesTo(String mode) {
			String only = (this.match != null) ? this.match.mode() : null;
			return only == null || only.equals(mode) || !(only.equals("CLIENT") || only.equals("SERVER"));
		}

		/**
		 * The provider that it names. Istio uses the first one only.
		 * @return its name, or {@code null} if it names none
		 */
		public @Nullable String provider() {
			return this.providers.isEmpty() ? null : this.providers.get(0).name();
		}

	}

	/**
	 * The calls that an entry applies to.
	 *
	 * @param mode {@code CLIENT}, {@code SERVER}, or both for any other value
	 */
	public record Match(@Nullable String mode) {

	}

	/**
	 * The name of a provider.
	 *
	 * @param name its name
	 */
	public record Named(@Nullable String name) {

	}

}
