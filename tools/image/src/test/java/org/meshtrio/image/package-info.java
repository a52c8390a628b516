@NullMarked
package org.meshtrio.image;

import org.jspecify.annotations.NullMarked;
