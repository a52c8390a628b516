/**
 * Labs: which service, version and pod a request goes to.
 */
@NullMarked
package org.meshtrio.course.routing;

import org.jspecify.annotations.NullMarked;
