/**
 * {@code trio trace}: one request and its trace.
 */
@NullMarked
package org.meshtrio.cli.trace;

import org.jspecify.annotations.NullMarked;
