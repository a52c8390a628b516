@NullMarked
package org.meshtrio.meshtest;

import org.jspecify.annotations.NullMarked;
