@NullMarked
package org.meshtrio.trace.diagnosis;

import org.jspecify.annotations.NullMarked;
