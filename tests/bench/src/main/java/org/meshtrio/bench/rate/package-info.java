/**
 * Load at a fixed rate, which doesn't slow down when the answers do.
 */
@NullMarked
package org.meshtrio.bench.rate;

import org.jspecify.annotations.NullMarked;
