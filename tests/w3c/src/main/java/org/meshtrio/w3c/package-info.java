/**
 * The service under W3C's test suite of Trace Context.
 */
@NullMarked
package org.meshtrio.w3c;

import org.jspecify.annotations.NullMarked;
