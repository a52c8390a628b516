/**
 * The chains that are measured, and the programs and settings of which they are made.
 * {@link org.meshtrio.bench.Contenders} starts them. Each command is a package.
 */
@NullMarked
package org.meshtrio.bench;

import org.jspecify.annotations.NullMarked;
