/**
 * The command line, {@code ./trio}: what a person types, sees and gets as an exit code.
 */
@NullMarked
package org.meshtrio.cli;

import org.jspecify.annotations.NullMarked;
