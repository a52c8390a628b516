@NullMarked
package org.meshtrio.service2;

import org.jspecify.annotations.NullMarked;
