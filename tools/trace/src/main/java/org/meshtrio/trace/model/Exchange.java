package org.meshtrio.trace.model;

import org.meshtrio.answer.Hop;

/**
 * A request into the chain and its answer.
 *
 * @param sent the headers that the caller sent
 * @param answer the first hop's answer, which contains the others'
 */
public record Exchange(Headers sent, Hop answer) {

}
