/** The extension of Jib that gives an image its own Java and an AOT cache. */
@NullMarked
package org.meshtrio.image;

import org.jspecify.annotations.NullMarked;
