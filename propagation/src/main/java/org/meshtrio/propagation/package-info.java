/**
 * Carries what a mesh needs from the request that arrives to the requests that leave.
 * {@link org.meshtrio.propagation.PropagatedHeader} is the list of headers,
 * {@link org.meshtrio.propagation.context.ForwardingRules} the rules,
 * {@link org.meshtrio.propagation.autoconfigure.PropagationAutoConfiguration} puts them
 * to work.
 */
@NullMarked
package org.meshtrio.propagation;

import org.jspecify.annotations.NullMarked;
