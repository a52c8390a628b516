/**
 * {@code trio up}: starts the chain on this machine.
 */
@NullMarked
package org.meshtrio.cli.up;

import org.jspecify.annotations.NullMarked;
