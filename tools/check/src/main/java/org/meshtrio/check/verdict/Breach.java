package org.meshtrio.check.verdict;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.capture.CapturedRequest;

/**
 * A place at which a service breaks a rule.
 *
 * @param observation the request that showed it
 * @param call the call that is wrong, or {@code null} if there is none
 * @param fault what is wrong
 */
public record Breach(Observation observation, @Nullable CapturedRequest call, Fault fault) {

}
