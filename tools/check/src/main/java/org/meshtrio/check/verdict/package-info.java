/**
 * What came of a request, and what a rule makes of it: facts, without words.
 */
@NullMarked
package org.meshtrio.check.verdict;

import org.jspecify.annotations.NullMarked;
