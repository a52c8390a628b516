/**
 * Labs: where a request goes.
 */
@NullMarked
package org.meshtrio.course.routing;

import org.jspecify.annotations.NullMarked;
