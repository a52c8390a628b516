/**
 * Renders a {@link org.meshtrio.answer.Hop} as text and as a page. Jackson writes the
 * JSON form.
 */
@NullMarked
package org.meshtrio.hop.render;

import org.jspecify.annotations.NullMarked;
