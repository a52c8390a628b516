/**
 * The course: all labs, in order. A lab is a page in {@code istio/labs} and a class here.
 */
@NullMarked
package org.meshtrio.course;

import org.jspecify.annotations.NullMarked;
