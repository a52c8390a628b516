/**
 * Runs a lab: types the commands of its page and checks the results.
 * {@link org.meshtrio.course.run.Lab} is what a lab implements, and
 * {@link org.meshtrio.course.run.LabRun} runs it.
 */
@NullMarked
package org.meshtrio.course.run;

import org.jspecify.annotations.NullMarked;
