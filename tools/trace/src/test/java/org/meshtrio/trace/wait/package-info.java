@NullMarked
package org.meshtrio.trace.wait;

import org.jspecify.annotations.NullMarked;
