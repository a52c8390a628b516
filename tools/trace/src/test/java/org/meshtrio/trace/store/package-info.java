@NullMarked
package org.meshtrio.trace.store;

import org.jspecify.annotations.NullMarked;
