/**
 * {@code trio doctor}: prints what the doctor found.
 */
@NullMarked
package org.meshtrio.cli.doctor;

import org.jspecify.annotations.NullMarked;
