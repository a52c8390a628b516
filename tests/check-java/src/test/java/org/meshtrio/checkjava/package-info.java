@NullMarked
package org.meshtrio.checkjava;

import org.jspecify.annotations.NullMarked;
