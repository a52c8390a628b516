/**
 * Labs: what a mesh does when a service is slow, fails or changes.
 */
@NullMarked
package org.meshtrio.course.resilience;

import org.jspecify.annotations.NullMarked;
