/**
 * The starter: it copies the headers that a mesh needs from each request that arrives to
 * the requests that leave. Applications use only this package; the packages below it can
 * change.
 *
 * <ul>
 * <li>{@link org.meshtrio.headers.PropagatedHeader} lists the headers, and
 * {@link org.meshtrio.headers.HeaderGroup} says how each group is forwarded.</li>
 * <li>Inject {@link org.meshtrio.propagation.CurrentTrace} to show the trace id.</li>
 * <li>Define a {@link org.meshtrio.propagation.ForwardingPolicy} to stop the forwarding
 * for some requests.</li>
 * </ul>
 *
 * <p>
 * In the code, start at {@link org.meshtrio.propagation.context.ForwardingRules}, which
 * selects the headers of a request.
 * {@link org.meshtrio.propagation.autoconfigure.PropagationAutoConfiguration} creates the
 * beans.
 */
@NullMarked
package org.meshtrio.propagation;

import org.jspecify.annotations.NullMarked;
