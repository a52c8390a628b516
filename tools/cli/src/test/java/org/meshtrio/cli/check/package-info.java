@NullMarked
package org.meshtrio.cli.check;

import org.jspecify.annotations.NullMarked;
