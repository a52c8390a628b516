@NullMarked
package org.meshtrio.trace.request;

import org.jspecify.annotations.NullMarked;
