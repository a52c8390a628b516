/**
 * Tests of the command line. {@code ChainIT} and {@code StopIT} run it for real.
 */
@NullMarked
package org.meshtrio.cli;

import org.jspecify.annotations.NullMarked;
import org.meshtrio.cli.up.ChainIT;
import org.meshtrio.cli.up.StopIT;
