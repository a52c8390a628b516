@NullMarked
package org.meshtrio.service0;

import org.jspecify.annotations.NullMarked;
