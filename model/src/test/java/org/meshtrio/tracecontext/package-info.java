@NullMarked
package org.meshtrio.tracecontext;

import org.jspecify.annotations.NullMarked;
