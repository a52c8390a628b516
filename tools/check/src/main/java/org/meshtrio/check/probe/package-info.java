/**
 * The requests that a check sends.
 */
@NullMarked
package org.meshtrio.check.probe;

import org.jspecify.annotations.NullMarked;
