package org.meshtrio.hop.server;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;

/**
 * Keeps a quarter of the connections free for new clients. A connection may be idle for
 * longer than Envoy's idle timeout of one hour, so this side never closes a connection
 * that Envoy is about to use. If three quarters of the connections are open, an answer
 * says {@code Connection: close}, which makes room and isn't a failure for any client
 * (RFC 9112, section 9.6).
 */
final class SpareConnections extends ValveBase {

	SpareConnections() {
		// It supports asynchronous requests.
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
