/**
 * What the doctor finds: facts, and the one place where they become text.
 */
@NullMarked
package org.meshtrio.mesh.doctor.finding;

import org.jspecify.annotations.NullMarked;
