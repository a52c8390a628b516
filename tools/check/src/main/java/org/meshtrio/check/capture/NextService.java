package org.meshtrio.check.capture;

import java.io.IOException;

/**
 * Answers the requests that the capture gets.
 */
@FunctionalInterface
public interface NextService {

	/**
	 * Answers a request.
	 * @param request the request
	 * @param body its body
	 * @return the answer
	 * @throws IOException if there is none
	 */
	Answer answer(CapturedRequest request, byte[] body) throws IOException;

}
