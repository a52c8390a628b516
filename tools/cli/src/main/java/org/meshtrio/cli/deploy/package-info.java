/**
 * {@code trio deploy}: deploys the services to a mesh, and removes them.
 */
@NullMarked
package org.meshtrio.cli.deploy;

import org.jspecify.annotations.NullMarked;
