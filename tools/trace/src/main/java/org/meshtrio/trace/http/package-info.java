/**
 * HTTP for a command line: bounded in time and size, with failures that are sentences.
 */
@NullMarked
package org.meshtrio.trace.http;

import org.jspecify.annotations.NullMarked;
