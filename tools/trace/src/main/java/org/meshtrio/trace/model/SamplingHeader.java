package org.meshtrio.trace.model;

/**
 * A header that says whether to sample a trace.
 *
 * @param name the header's name, in lower case
 * @param value its value
 */
public record SamplingHeader(String name, String value) {

}
