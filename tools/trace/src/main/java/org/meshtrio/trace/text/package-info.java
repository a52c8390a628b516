/**
 * Parts of text for people: safe to show, lists, counts.
 */
@NullMarked
package org.meshtrio.trace.text;

import org.jspecify.annotations.NullMarked;
