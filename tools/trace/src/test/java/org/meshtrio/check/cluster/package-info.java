@NullMarked
package org.meshtrio.check.cluster;

import org.jspecify.annotations.NullMarked;
