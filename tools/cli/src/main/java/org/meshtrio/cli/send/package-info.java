/**
 * {@code trio send}: many requests, counted.
 */
@NullMarked
package org.meshtrio.cli.send;

import org.jspecify.annotations.NullMarked;
