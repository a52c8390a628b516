@NullMarked
package org.meshtrio.meshtest.support;

import org.jspecify.annotations.NullMarked;
