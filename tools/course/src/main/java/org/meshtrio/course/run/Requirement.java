package org.meshtrio.course.run;

import java.util.List;

/**
 * An object that the cluster must have.
 *
 * @param object the arguments of {@code kubectl get} that name it; without {@code -n}, it
 * is in the namespace of the course
 * @param text text that its JSON must contain, or empty if it only has to exist
 * @param fix what to do if it's missing, as a part of a sentence:
 * {@code install it with …}
 */
public record Requirement(List<String> object, String text, String fix) {

	/**
	 * Requires an object.
	 * @param fix what to do if it's missing, as a part of a sentence
	 * @param object the arguments of {@code kubectl get} that name it
	 * @return the requirement
	 */
	public static Requirement of(String fix, String... object) {
		return new Requirement(List.of(object), "", fix);
	}

	/**
	 * Requires a setting of the mesh that {@code istio/install.yaml} has.
	 * @param name text of the setting in Istio's ConfigMap
	 * @param effect what it lets Envoy do, as a part of a sentence: {@code log}
	 * @return the requirement
	 */
	public static Requirement setting(String name, String effect) {
		return new Requirement(List.of("configmap", "istio", "-n", "istio-system"), name,
				"install Istio with istioctl install -f istio/install.yaml, which lets Envoy " + effect);
	}

	/**
	 * Requires Envoy's counters by destination, which Istio turns off by default.
	 * @return the requirement
	 */
	public static Requirement counters() {
		return setting("proxyStatsMatcher", "count by destination");
	}

}
