/**
 * The endpoints beside the chain: httpbin's three, the version, and errors.
 */
@NullMarked
package org.meshtrio.hop.endpoint;

import org.jspecify.annotations.NullMarked;
