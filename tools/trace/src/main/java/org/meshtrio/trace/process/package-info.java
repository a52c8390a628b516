/**
 * The process that runs.
 */
@NullMarked
package org.meshtrio.trace.process;

import org.jspecify.annotations.NullMarked;
