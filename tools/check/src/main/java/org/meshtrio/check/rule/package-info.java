/**
 * The rules: what each demands, and who says so.
 */
@NullMarked
package org.meshtrio.check.rule;

import org.jspecify.annotations.NullMarked;
