package org.meshtrio.course.run;

import java.util.List;

/**
 * Something that a cluster must have.
 *
 * @param object what follows {@code kubectl get} and names it; without {@code -n} it is
 * in the namespace of the course
 * @param holds text that must be in it, or empty where it only has to be there
 * @param mend what to do where it is missing, for a sentence: {@code install it with …}
 */
public record Requirement(List<String> object, String holds, String mend) {

	/**
	 * An object that must be there.
	 * @param mend what to do where it is not
	 * @param object what follows {@code kubectl get} and names it
	 * @return the need
	 */
	public static Requirement of(String mend, String... object) {
		return new Requirement(List.of(object), "", mend);
	}

	/**
	 * A setting of the mesh that {@code istio/install.yaml} makes.
	 * @param name text of the setting in Istio's ConfigMap
	 * @param effect what it lets Envoy do, for a sentence: {@code log}
	 * @return the need
	 */
	public static Requirement setting(String name, String effect) {
		return new Requirement(List.of("configmap", "istio", "-n", "istio-system"), name,
				"install Istio with istioctl install -f istio/install.yaml, which lets Envoy " + effect);
	}

	/**
	 * Envoy's counters by destination, which it leaves out by default.
	 * @return the need
	 */
	public static Requirement counters() {
		return setting("proxyStatsMatcher", "count by destination");
	}

}
