package org.meshtrio.hop.fault;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A fault at a hop: first the delay, then the status.
 *
 * @param delay how long the hop waits first, or {@code null}
 * @param status the status that it answers with instead of calling the next hop, or
 * {@code null}
 */
public record Fault(@Nullable Duration delay, @Nullable Integer status) {

}
