@NullMarked
package org.meshtrio.trace.report;

import org.jspecify.annotations.NullMarked;
