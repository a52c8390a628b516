/**
 * Takes the context of a request to the other threads that work on it: those of
 * executors, and those on which Spring MVC runs a {@code Callable}.
 */
@NullMarked
package org.meshtrio.propagation.async;

import org.jspecify.annotations.NullMarked;
