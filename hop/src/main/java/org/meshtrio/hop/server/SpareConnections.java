package org.meshtrio.hop.server;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;

/**
 * Keeps a quarter of the connections for clients that come anew. A connection may be idle
 * for longer than an hour, so that it is never this side that closes one that Envoy is
 * about to use (Envoy's idle time-out is one hour). With three quarters of the
 * connections open, an answer says {@code Connection: close}, which no client takes for a
 * failure (RFC 9112, section 9.6), and makes room.
 */
final class SpareConnections extends ValveBase {

	SpareConnections() {
		// It may be passed by requests that are asynchronous.
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		AbstractProtocol<?> protocol = (AbstractProtocol<?>) request.getConnector().getProtocolHandler();
		if (protocol.getConnectionCount() > protocol.getMaxConnections() * 3L / 4) {
			response.setHeader("Connection", "close");
		}
		getNext().invoke(request, response);
	}

}
