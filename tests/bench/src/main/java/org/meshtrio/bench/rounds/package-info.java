/**
 * Starts the chain in several settings side by side and loads one after the other.
 * {@link org.meshtrio.bench.rounds.Bench} is the command.
 */
@NullMarked
package org.meshtrio.bench.rounds;

import org.jspecify.annotations.NullMarked;
