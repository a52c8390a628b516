/**
 * Turns a {@link org.meshtrio.answer.Hop} into what a caller reads.
 */
@NullMarked
package org.meshtrio.hop.render;

import org.jspecify.annotations.NullMarked;
