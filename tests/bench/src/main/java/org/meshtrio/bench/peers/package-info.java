/**
 * Other programs that are measured next to our chain, and how they are built.
 */
@NullMarked
package org.meshtrio.bench.peers;

import org.jspecify.annotations.NullMarked;
