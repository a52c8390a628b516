/**
 * Labs: TLS, identities, and which service may call which.
 */
@NullMarked
package org.meshtrio.course.security;

import org.jspecify.annotations.NullMarked;
