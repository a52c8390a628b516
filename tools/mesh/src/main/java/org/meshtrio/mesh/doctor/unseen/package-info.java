/**
 * The hops of a request whose proxies left no span of it, and why.
 */
@NullMarked
package org.meshtrio.mesh.doctor.unseen;

import org.jspecify.annotations.NullMarked;
