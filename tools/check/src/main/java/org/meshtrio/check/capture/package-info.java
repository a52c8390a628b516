/**
 * Stands in for the next service, and keeps what the checked service sends to it.
 */
@NullMarked
package org.meshtrio.check.capture;

import org.jspecify.annotations.NullMarked;
