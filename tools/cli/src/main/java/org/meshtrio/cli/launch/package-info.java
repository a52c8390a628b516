/**
 * A start of Spring Boot's jars that takes less than half of the time: unpacked, and with
 * an archive of their classes.
 */
@NullMarked
package org.meshtrio.cli.launch;

import org.jspecify.annotations.NullMarked;
