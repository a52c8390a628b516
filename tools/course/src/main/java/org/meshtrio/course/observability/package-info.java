/**
 * Labs: logs, metrics and traces.
 */
@NullMarked
package org.meshtrio.course.observability;

import org.jspecify.annotations.NullMarked;
