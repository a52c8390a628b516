/**
 * The rules for modules, packages and files, checked against the whole repository.
 */
@NullMarked
package org.meshtrio.architecture;

import org.jspecify.annotations.NullMarked;
