@NullMarked
package org.meshtrio.trace.check;

import org.jspecify.annotations.NullMarked;
