/**
 * How each rule is judged: the requests that it needs, and what must leave then.
 */
@NullMarked
package org.meshtrio.check.cases;

import org.jspecify.annotations.NullMarked;
