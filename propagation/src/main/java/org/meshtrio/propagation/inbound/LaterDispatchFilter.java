package org.meshtrio.propagation.inbound;

import java.io.IOException;

import io.micrometer.context.ContextSnapshot;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.meshtrio.propagation.async.CallableContext;
import org.meshtrio.propagation.context.RequestContext;

import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Restores a request's context when the container works on it again without Spring's
 * observation filter: in the error dispatch, after that filter has ended the observation,
 * and in the listeners and tasks of an asynchronous request. It runs inside the
 * observation filter, to find the request's own observation.
 */
public final class LaterDispatchFilter implements Filter {

	private static final String ATTRIBUTE = LaterDispatchFilter.class.getName();

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request.getAttribute(ATTRIBUTE) instanceof ContextSnapshot known) {
			if (request.getDispatcherType() == DispatcherType.ERROR) {
				doFilterAgain(request, response, chain, known);
			}
			else {
				chain.doFilter(request, response);
			}
			return;
		}
		ContextSnapshot snapshot = RequestContext.SNAPSHOTS.captureAll();
		request.setAttribute(ATTRIBUTE, snapshot);
		WebAsyncUtils.getAsyncManager(request).registerCallableInterceptor(ATTRIBUTE, new CallableContext());
		chain.doFilter(new ListenedRequest((HttpServletRequest) request, snapshot), response);
	}

	// javac warns that the scope isn't used.
	@SuppressWarnings("try")
	private static void doFilterAgain(ServletRequest request, ServletResponse response, FilterChain chain,
			ContextSnapshot snapshot) throws IOException, ServletException {
		try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
			// The container passes its own request, not the wrapper of the first
			// dispatch.
			chain.doFilter(new ListenedRequest((HttpServletRequest) request, snapshot), response);
		}
	}

}
