/**
 * {@code trio lab}: lists, runs and cleans up labs.
 */
@NullMarked
package org.meshtrio.cli.lab;

import org.jspecify.annotations.NullMarked;
