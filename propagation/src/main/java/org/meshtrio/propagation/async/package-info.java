/**
 * Work that is handed to other threads.
 */
@NullMarked
package org.meshtrio.propagation.async;

import org.jspecify.annotations.NullMarked;
