@NullMarked
package org.meshtrio.check.report;

import org.jspecify.annotations.NullMarked;
