/**
 * Faults that a request ({@link org.meshtrio.hop.fault.Faults}) or a setting
 * ({@link org.meshtrio.hop.fault.StandingFault}) asks for. They make the labs about
 * retries, timeouts and outlier detection repeatable.
 */
@NullMarked
package org.meshtrio.hop.fault;

import org.jspecify.annotations.NullMarked;
