@NullMarked
package org.meshtrio.cli.launch;

import org.jspecify.annotations.NullMarked;
