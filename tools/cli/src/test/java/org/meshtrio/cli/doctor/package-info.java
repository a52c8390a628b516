@NullMarked
package org.meshtrio.cli.doctor;

import org.jspecify.annotations.NullMarked;
