/**
 * {@code trio deploy}: puts the chain on a mesh and takes it away.
 */
@NullMarked
package org.meshtrio.cli.deploy;

import org.jspecify.annotations.NullMarked;
