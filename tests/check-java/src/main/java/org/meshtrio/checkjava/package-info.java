/**
 * A service to check, without any code about traces.
 */
@NullMarked
package org.meshtrio.checkjava;

import org.jspecify.annotations.NullMarked;
