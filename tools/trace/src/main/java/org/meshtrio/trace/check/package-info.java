/**
 * The check of a trace from the request to the diagnosis.
 */
@NullMarked
package org.meshtrio.trace.check;

import org.jspecify.annotations.NullMarked;
