/**
 * Tests of the doctor's reasoning, by what a mesh answered.
 */
@NullMarked
package org.meshtrio.check.doctor;

import org.jspecify.annotations.NullMarked;
