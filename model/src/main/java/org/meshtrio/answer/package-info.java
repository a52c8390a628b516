/**
 * What a service of the chain answers: {@link org.meshtrio.answer.Hop}, as a tree. Plain
 * records, without Spring, so that whatever reads an answer can use them. The JSON form
 * is written down in {@code docs/hop.schema.json}.
 */
@NullMarked
package org.meshtrio.answer;

import org.jspecify.annotations.NullMarked;
