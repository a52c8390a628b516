@NullMarked
package org.meshtrio.service1;

import org.jspecify.annotations.NullMarked;
