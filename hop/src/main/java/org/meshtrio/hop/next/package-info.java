/**
 * The call of the next service, with limits for time and size. Start at
 * {@link org.meshtrio.hop.next.NextHopClient}.
 */
@NullMarked
package org.meshtrio.hop.next;

import org.jspecify.annotations.NullMarked;
