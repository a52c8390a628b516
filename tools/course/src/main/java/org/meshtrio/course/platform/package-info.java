/**
 * Labs: running services and the mesh itself.
 */
@NullMarked
package org.meshtrio.course.platform;

import org.jspecify.annotations.NullMarked;
