/**
 * What the endpoints share: headers as an answer shows them, and the error for a
 * malformed header.
 */
@NullMarked
package org.meshtrio.hop.http;

import org.jspecify.annotations.NullMarked;
