/**
 * {@code trio send}: sends many requests, and counts the responses.
 */
@NullMarked
package org.meshtrio.cli.send;

import org.jspecify.annotations.NullMarked;
