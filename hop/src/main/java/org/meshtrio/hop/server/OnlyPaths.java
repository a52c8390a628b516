package org.meshtrio.hop.server;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Rejects all paths except a few on one port, because a request that takes long must not
 * use the port for probes.
 */
final class OnlyPaths extends ValveBase {

	private final Connector connector;

	private final Set<String> paths;

	OnlyPaths(Connector connector, Set<String> paths) {
		super(true);
		this.connector = connector;
		this.paths = paths;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (request.getConnector() == this.connector && !this.paths.contains(request.getRequestURI())) {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		getNext().invoke(request, response);
	}

}
