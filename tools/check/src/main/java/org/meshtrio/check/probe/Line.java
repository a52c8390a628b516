package org.meshtrio.check.probe;

/**
 * A header line of a request.
 *
 * @param name the name, in the case in which it's sent
 * @param value the value
 */
public record Line(String name, String value) {

}
