@NullMarked
package org.meshtrio.trace.process;

import org.jspecify.annotations.NullMarked;
