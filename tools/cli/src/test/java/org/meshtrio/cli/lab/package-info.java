@NullMarked
package org.meshtrio.cli.lab;

import org.jspecify.annotations.NullMarked;
