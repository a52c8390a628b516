/**
 * What all of a service's endpoints share: headers as an answer shows them, and errors.
 */
@NullMarked
package org.meshtrio.hop.http;

import org.jspecify.annotations.NullMarked;
