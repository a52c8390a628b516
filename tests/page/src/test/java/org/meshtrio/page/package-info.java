/**
 * The live page in Chromium. Start at {@link org.meshtrio.page.Stage}.
 */
@NullMarked
package org.meshtrio.page;

import org.jspecify.annotations.NullMarked;
