/**
 * Meets the chain with bad clients: does it hold? docs/limits.md has the bounds.
 */
@NullMarked
package org.meshtrio.bench.soak;

import org.jspecify.annotations.NullMarked;
