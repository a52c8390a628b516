/**
 * Labs: what a mesh does if a service is slow, fails, or changes.
 */
@NullMarked
package org.meshtrio.course.resilience;

import org.jspecify.annotations.NullMarked;
