package org.meshtrio.trace.report;

import org.meshtrio.trace.diagnosis.RequestFailure;
import org.meshtrio.trace.diagnosis.RequestFailure.Called;
import org.meshtrio.trace.text.Text;

/**
 * A failure as text: in which service it began, and which services passed it on.
 */
public final class FailureText {

	private FailureText() {
	}

	/**
	 * The text.
	 * @param failure the failure
	 * @return one sentence
	 */
	public static String sentence(RequestFailure failure) {
		return Text.printable("Failed: " + began(failure)
				+ (failure.passedOn().isEmpty() ? ""
						: "; " + Text.list(failure.passedOn().stream().map(Text::safe).toList()) + " passed it on")
				+ ".");
	}

	private static String began(RequestFailure failure) {
		Called called = failure.called();
		String answered = Text.safe(failure.began()) + " answered " + failure.status();
		if (called == null) {
			return answered;
		}
		if (called.error() != null) {
			return answered + ", because its call failed (" + Text.safe(called.error()) + ")";
		}
		return answered + ", because " + Text.safe(called.url()) + ", which isn't a hop, answered " + called.status();
	}

}
