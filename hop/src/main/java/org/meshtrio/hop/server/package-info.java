/**
 * What bounds the web server, beside the settings of {@code hop.yaml}, and keeps a way
 * open for probes.
 */
@NullMarked
package org.meshtrio.hop.server;

import org.jspecify.annotations.NullMarked;
