/**
 * Looks for a request that sees another one's ids.
 */
@NullMarked
package org.meshtrio.bench.leak;

import org.jspecify.annotations.NullMarked;
