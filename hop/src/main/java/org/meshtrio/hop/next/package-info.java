/**
 * The call of the next service: bounded in time and bytes, whatever answers.
 */
@NullMarked
package org.meshtrio.hop.next;

import org.jspecify.annotations.NullMarked;
