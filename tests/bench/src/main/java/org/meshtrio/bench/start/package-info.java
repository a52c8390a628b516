/**
 * How long a user waits for {@code ./trio}.
 */
@NullMarked
package org.meshtrio.bench.start;

import org.jspecify.annotations.NullMarked;
