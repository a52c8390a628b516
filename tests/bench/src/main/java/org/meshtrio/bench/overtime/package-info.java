/**
 * How fast a chain is from its start on.
 */
@NullMarked
package org.meshtrio.bench.overtime;

import org.jspecify.annotations.NullMarked;
