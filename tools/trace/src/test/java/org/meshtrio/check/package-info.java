/**
 * Tests of {@link org.meshtrio.check.Diagnosis} and what it is made of.
 */
@NullMarked
package org.meshtrio.check;

import org.jspecify.annotations.NullMarked;
