/**
 * Shared by the commands: options, arguments, the terminal, the chain of {@code trio up}.
 */
@NullMarked
package org.meshtrio.cli.options;

import org.jspecify.annotations.NullMarked;
