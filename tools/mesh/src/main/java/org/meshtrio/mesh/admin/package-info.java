/**
 * What the proxies of a mesh count themselves.
 */
@NullMarked
package org.meshtrio.mesh.admin;

import org.jspecify.annotations.NullMarked;
