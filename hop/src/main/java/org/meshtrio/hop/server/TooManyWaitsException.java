package org.meshtrio.hop.server;

/** The limit of waiting requests is reached. The caller gets a 503 and can try again. */
public class TooManyWaitsException extends RuntimeException {

	TooManyWaitsException(int most) {
		super("%d requests are already waiting here, which is the limit: try again in a second.".formatted(most));
	}

}
