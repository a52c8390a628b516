/**
 * The results for people and for programs.
 */
@NullMarked
package org.meshtrio.check.report;

import org.jspecify.annotations.NullMarked;
