/**
 * The diagnosis for its readers: as sentences for people, as JSON for programs.
 */
@NullMarked
package org.meshtrio.trace.report;

import org.jspecify.annotations.NullMarked;
