@NullMarked
package org.meshtrio.cli.deploy;

import org.jspecify.annotations.NullMarked;
