package org.meshtrio.hop.answer;

import java.util.List;
import java.util.Map;

/**
 * The request as it arrived.
 *
 * @param method the HTTP method
 * @param path the path, without the query
 * @param headers the headers by lower-case name, in order of arrival, each with all its
 * values; credentials are {@code [redacted]}
 */
public record Received(String method, String path, Map<String, List<String>> headers) {

}
