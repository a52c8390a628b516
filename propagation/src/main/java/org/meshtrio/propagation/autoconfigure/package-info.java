/**
 * What Spring Boot finds: the beans of the starter.
 */
@NullMarked
package org.meshtrio.propagation.autoconfigure;

import org.jspecify.annotations.NullMarked;
