@NullMarked
package org.meshtrio.cli.trace;

import org.jspecify.annotations.NullMarked;
