/**
 * Limits of the web server that {@code hop.yaml} can't set, and a port that stays open
 * for probes. docs/limits.md lists all limits.
 */
@NullMarked
package org.meshtrio.hop.server;

import org.jspecify.annotations.NullMarked;
