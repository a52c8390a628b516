/**
 * What the propagation matrix sends, and what it waits for.
 */
@NullMarked
package org.meshtrio.meshtest.matrix;

import org.jspecify.annotations.NullMarked;
