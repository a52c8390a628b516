package org.meshtrio.hop.server;

/** As many requests wait as may. The caller gets a 503, and may try again. */
public class TooManyWaitsException extends RuntimeException {

	TooManyWaitsException(int most) {
		super("%d requests wait here already, which is the most that may: try again in a second.".formatted(most));
	}

}
