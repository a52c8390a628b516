package org.meshtrio.hop.fault;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at a hop: first the delay, then the status.
 *
 * @param delay how much later it answers, or {@code null}
 * @param status the status that it answers with in place of going on, or {@code null}
 */
public record Fault(@Nullable Duration delay, @Nullable Integer status) {

}
