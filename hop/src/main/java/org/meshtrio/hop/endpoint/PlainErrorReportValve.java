package org.meshtrio.hop.endpoint;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Answers requests that Tomcat rejects before Spring sees them (a malformed request line,
 * too many or too large headers) with a line of text. Tomcat's own page names the server
 * and shows the request.
 */
public final class PlainErrorReportValve extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, Throwable throwable) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		try {
			response.setContentType("text/plain");
			response.setCharacterEncoding("utf-8");
			response.getReporter().write("%d: the request was refused%n".formatted(response.getStatus()));
			response.finishResponse();
		}
		catch (IOException ex) {
			// The client is gone.
		}
	}

}
