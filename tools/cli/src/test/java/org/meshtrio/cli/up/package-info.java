@NullMarked
package org.meshtrio.cli.up;

import org.jspecify.annotations.NullMarked;
