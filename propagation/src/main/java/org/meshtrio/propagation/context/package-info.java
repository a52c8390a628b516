/**
 * What a request brought along: the rules that select it, and how it follows the request
 * to other threads.
 */
@NullMarked
package org.meshtrio.propagation.context;

import org.jspecify.annotations.NullMarked;
