/**
 * All endpoints except the chain: three of httpbin's, the version, and errors.
 * {@link org.meshtrio.hop.endpoint.VersionController} is the smallest example.
 */
@NullMarked
package org.meshtrio.hop.endpoint;

import org.jspecify.annotations.NullMarked;
