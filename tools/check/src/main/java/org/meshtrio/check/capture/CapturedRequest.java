package org.meshtrio.check.capture;

import org.meshtrio.trace.model.Headers;

/**
 * A request that the service sent.
 *
 * @param way how it came
 * @param method its method
 * @param target its URL or path
 * @param headers its headers
 */
public record CapturedRequest(Way way, String method, String target, Headers headers) {

}
