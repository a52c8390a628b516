package org.meshtrio.trace.diagnosis;

/**
 * A place where the trace broke.
 *
 * @param from the service before it, or {@code the caller}
 * @param to the service after it
 * @param reason why, in one clause without a full stop
 */
public record Break(String from, String to, String reason) {

}
