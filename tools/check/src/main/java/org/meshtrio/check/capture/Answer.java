package org.meshtrio.check.capture;

import java.nio.charset.StandardCharsets;

/**
 * An answer of the capture.
 *
 * @param status the status
 * @param contentType the media type
 * @param body the body
 */
public record Answer(int status, String contentType, byte[] body) {

	/** An empty JSON object. */
	public static final Answer DEFAULT = json(200, "{}");

	/**
	 * An answer in JSON.
	 * @param status the status
	 * @param body the JSON
	 * @return the answer
	 */
	public static Answer json(int status, String body) {
		return new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
	}

}
