/**
 * Chromium for the tests of the live page, on this machine and on a mesh. Start at
 * {@link org.meshtrio.page.browser.Browser}.
 */
@NullMarked
package org.meshtrio.page.browser;

import org.jspecify.annotations.NullMarked;
