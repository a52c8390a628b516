/**
 * Text for people, whatever it tells.
 */
@NullMarked
package org.meshtrio.trace.text;

import org.jspecify.annotations.NullMarked;
