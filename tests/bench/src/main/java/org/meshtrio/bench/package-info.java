/**
 * Starts the chain in several settings side by side and loads one after the other.
 * {@link org.meshtrio.bench.Bench} is the command, and
 * {@link org.meshtrio.bench.Contenders} has what is measured.
 */
@NullMarked
package org.meshtrio.bench;

import org.jspecify.annotations.NullMarked;
