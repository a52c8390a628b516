@NullMarked
package org.meshtrio.languages;

import org.jspecify.annotations.NullMarked;
