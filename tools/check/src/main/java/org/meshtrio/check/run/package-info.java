/**
 * Sends the requests of the rules, one after the other, and collects what leaves.
 */
@NullMarked
package org.meshtrio.check.run;

import org.jspecify.annotations.NullMarked;
