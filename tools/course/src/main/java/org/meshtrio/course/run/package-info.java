/**
 * Runs a lab: types the commands of its page and asserts between them.
 */
@NullMarked
package org.meshtrio.course.run;

import org.jspecify.annotations.NullMarked;
