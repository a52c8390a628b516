/**
 * What an application uses of the starter: the header list, {@code CurrentTrace} and
 * {@code ForwardingPolicy}. The packages below are its inside.
 */
@NullMarked
package org.meshtrio.propagation;

import org.jspecify.annotations.NullMarked;
