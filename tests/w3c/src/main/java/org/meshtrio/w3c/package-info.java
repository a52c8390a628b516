/**
 * The service that W3C's test suite for Trace Context tests. {@code tests/w3c/run} runs
 * both.
 */
@NullMarked
package org.meshtrio.w3c;

import org.jspecify.annotations.NullMarked;
