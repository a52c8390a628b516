@NullMarked
package org.meshtrio.trace.model;

import org.jspecify.annotations.NullMarked;
