@NullMarked
package org.meshtrio.junit;

import org.jspecify.annotations.NullMarked;
