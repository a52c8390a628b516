/**
 * Checks a service in its own tests, with JUnit. Start at
 * {@link org.meshtrio.junit.CheckPropagation}.
 */
@NullMarked
package org.meshtrio.junit;

import org.jspecify.annotations.NullMarked;
