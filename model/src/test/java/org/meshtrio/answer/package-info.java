@NullMarked
package org.meshtrio.answer;

import org.jspecify.annotations.NullMarked;
