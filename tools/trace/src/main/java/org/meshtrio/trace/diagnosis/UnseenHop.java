package org.meshtrio.trace.diagnosis;

/**
 * A hop that a request reached, and whose proxy left no span of receiving it.
 *
 * @param service its name, as far as the other spans have it: the canonical name of its
 * pods, or the first label of the called host
 * @param namespace its namespace, empty if the spans don't have it
 * @param called whether {@code service} is the name of a Kubernetes Service that was
 * called
 */
public record UnseenHop(String service, String namespace, boolean called) {

}
