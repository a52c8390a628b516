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
 * Brings a request's context back where the container works on it again without Spring's
 * observation filter: in the error dispatch, when that filter has ended the observation
 * already, and in the listeners and tasks of an asynchronous request. It runs inside the
 * observation filter, so that it finds the request's own observation.
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

	// The scope is there to be closed.
	@SuppressWarnings("try")
	private static void doFilterAgain(ServletRequest request, ServletResponse response, FilterChain chain,
			ContextSnapshot snapshot) throws IOException, ServletException {
		try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
			// The container hands on its own request, not the one that the first
			// dispatch made of it.
			chain.doFilter(new ListenedRequest((HttpServletRequest) request, snapshot), response);
		}
	}

}
