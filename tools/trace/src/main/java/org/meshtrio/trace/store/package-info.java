/**
 * The clients of trace stores: Zipkin and Jaeger.
 */
@NullMarked
package org.meshtrio.trace.store;

import org.jspecify.annotations.NullMarked;
