package org.meshtrio.mesh.istio;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.object.Metadata;
import org.meshtrio.mesh.object.Pod;
import tools.jackson.databind.JsonNode;

/**
 * An AuthorizationPolicy or a PeerAuthentication: which requests the proxies of some pods
 * accept.
 *
 * @param metadata its metadata
 * @param spec its specification
 */
public record SecurityPolicy(Metadata metadata, Spec spec) {

	/**
	 * Fills in what is absent.
	 */
	public SecurityPolicy {
		metadata = Objects.requireNonNullElse(metadata, Metadata.NONE);
		spec = Objects.requireNonNullElse(spec, Spec.NONE);
	}

	/**
	 * Whether it is for a pod.
	 * @param pod the pod
	 * @param rootNamespace the namespace whose objects apply to the whole mesh
	 * @return whether namespace and selector match
	 */
	public boolean isFor(Pod pod, String rootNamespace) {
		Telemetry.Selector selector = this.spec.selector();
		Map<String, String> labels = (selector != null) ? selector.matchLabels() : Map.of();
		boolean namespace = this.metadata.namespace().equals(pod.metadata().namespace())
				|| (this.metadata.namespace().equals(rootNamespace) && labels.isEmpty());
		return namespace && this.spec.targetRefs() == null
				&& pod.metadata().labels().entrySet().containsAll(labels.entrySet());
	}

	/**
	 * Whether an AuthorizationPolicy allows some requests only.
	 * @return whether its action is {@code ALLOW}, the default
	 */
	public boolean isAllow() {
		return this.spec.action() == null || this.spec.action().equals("ALLOW");
	}

	/**
	 * The mode of a PeerAuthentication for a port.
	 * @param port the port of the pods
	 * @return such as {@code STRICT}, empty if it doesn't say
	 */
	public String mode(int port) {
		Mode mode = this.spec.portLevelMtls().getOrDefault(String.valueOf(port), this.spec.mtls());
		return (mode != null && mode.mode() != null) ? mode.mode() : "";
	}

	/**
	 * How many pods it is for.
	 * @param rootNamespace the namespace whose objects apply to the whole mesh
	 * @return 2 for those of a selector, 1 for a namespace, 0 for the mesh
	 */
	public int precision(String rootNamespace) {
		if (this.spec.selector() != null && !this.spec.selector().matchLabels().isEmpty()) {
			return 2;
		}
		return this.metadata.namespace().equals(rootNamespace) ? 0 : 1;
	}

	/**
	 * The specification of both.
	 *
	 * @param selector the pods that it applies to, or {@code null} for all
	 * @param targetRefs the objects that it applies to, or {@code null}
	 * @param action what an AuthorizationPolicy does, or {@code null} for {@code ALLOW}
	 * @param rules the requests that an AuthorizationPolicy is about
	 * @param mtls the mode of a PeerAuthentication, or {@code null}
	 * @param portLevelMtls the mode of single ports
	 */
	public record Spec(Telemetry.@Nullable Selector selector, @Nullable JsonNode targetRefs, @Nullable String action,
			List<JsonNode> rules, @Nullable Mode mtls, Map<String, Mode> portLevelMtls) {

		static final Spec NONE = new Spec(null, null, null, List.of(), null, Map.of());

		/**
		 * Fills in what is absent.
		 */
		public Spec {
			rules = Objects.requireNonNullElse(rules, List.of());
			portLevelMtls = Objects.requireNonNullElse(portLevelMtls, Map.of());
		}

	}

	/**
	 * Which connections are accepted.
	 *
	 * @param mode such as {@code STRICT}
	 */
	public record Mode(@Nullable String mode) {

	}

}
