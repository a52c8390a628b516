/**
 * The course. Each lab is a page, {@code istio/labs/NAME/README.md}, which is its script,
 * and a class here, which asserts between the page's steps.
 * {@link org.meshtrio.labs.Labs} lists them, {@link org.meshtrio.labs.LabRun} runs one.
 */
@NullMarked
package org.meshtrio.labs;

import org.jspecify.annotations.NullMarked;
