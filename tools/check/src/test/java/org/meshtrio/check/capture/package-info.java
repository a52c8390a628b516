@NullMarked
package org.meshtrio.check.capture;

import org.jspecify.annotations.NullMarked;
