/**
 * The live page, which a browser gets for {@code /}. Its HTML, CSS and JavaScript are in
 * the folder {@code page} of the resources.
 */
@NullMarked
package org.meshtrio.hop.page;

import org.jspecify.annotations.NullMarked;
