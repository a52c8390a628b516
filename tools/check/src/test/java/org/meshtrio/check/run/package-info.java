@NullMarked
package org.meshtrio.check.run;

import org.jspecify.annotations.NullMarked;
