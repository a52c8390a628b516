/**
 * The headers that have a rule. The starter forwards them by it, and the tools check
 * other services by it.
 */
@NullMarked
package org.meshtrio.headers;

import org.jspecify.annotations.NullMarked;
