/**
 * Labs: Istio's installation and its sidecars.
 */
@NullMarked
package org.meshtrio.course.basics;

import org.jspecify.annotations.NullMarked;
