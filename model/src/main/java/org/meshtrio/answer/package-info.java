/**
 * The answer of a service of the chain. Start at {@link org.meshtrio.answer.Hop}: a hop
 * contains the call that it made, which contains the answer of the next hop. The records
 * don't depend on Spring, so both the services and the tools use them.
 * {@code docs/hop.schema.json} describes the JSON form.
 */
@NullMarked
package org.meshtrio.answer;

import org.jspecify.annotations.NullMarked;
