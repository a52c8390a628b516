/**
 * Labs: TLS, identities and who may call whom.
 */
@NullMarked
package org.meshtrio.course.security;

import org.jspecify.annotations.NullMarked;
