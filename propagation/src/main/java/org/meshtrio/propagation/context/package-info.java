/**
 * The headers of a request that are forwarded: the rules that select them
 * ({@link org.meshtrio.propagation.context.ForwardingRules}), and how they follow the
 * request to other threads.
 */
@NullMarked
package org.meshtrio.propagation.context;

import org.jspecify.annotations.NullMarked;
