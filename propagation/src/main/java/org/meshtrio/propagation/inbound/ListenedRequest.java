package org.meshtrio.propagation.inbound;

import java.io.IOException;

import io.micrometer.context.ContextSnapshot;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose asynchronous listeners run in the request's context, and so do the
 * tasks of its {@link AsyncContext}. The container runs them on any thread, without the
 * filters. Spring's {@code onTimeout}, {@code onError} and {@code onCompletion} are such
 * listeners.
 */
final class ListenedRequest extends HttpServletRequestWrapper {

	private final ContextSnapshot snapshot;

	/**
	 * Wraps a request.
	 * @param request the request
	 * @param snapshot its context
	 */
	ListenedRequest(HttpServletRequest request, ContextSnapshot snapshot) {
		super(request);
		this.snapshot = snapshot;
	}

	@Override
	public AsyncContext startAsync() {
		return new Async(super.startAsync(), this.snapshot);
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		return new Async(super.startAsync(request, response), this.snapshot);
	}

	@Override
	public AsyncContext getAsyncContext() {
		return new Async(super.getAsyncContext(), this.snapshot);
	}

	private record Async(AsyncContext delegate, ContextSnapshot snapshot) implements AsyncContext {

		@Override
		public void addListener(AsyncListener listener) {
			this.delegate.addListener(new Listener(listener, this.snapshot));
		}

		@Override
		public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
			this.delegate.addListener(new Listener(listener, this.snapshot), request, response);
		}

		@Override
		public void start(Runnable task) {
			this.delegate.start(this.snapshot.wrap(task));
		}

		@Override
		public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
			return this.delegate.createListener(type);
		}

		@Override
		public ServletRequest getRequest() {
			return this.delegate.getRequest();
		}

		@Override
		public ServletResponse getResponse() {
			return this.delegate.getResponse();
		}

		@Override
		public boolean hasOriginalRequestAndResponse() {
			return this.delegate.hasOriginalRequestAndResponse();
		}

		@Override
		public void dispatch() {
			this.delegate.dispatch();
		}

		@Override
		public void dispatch(String path) {
			this.delegate.dispatch(path);
		}

		@Override
		public void dispatch(ServletContext context, String path) {
			this.delegate.dispatch(context, path);
		}

		@Override
		public void complete() {
			this.delegate.complete();
		}

		@Override
		public void setTimeout(long timeout) {
			this.delegate.setTimeout(timeout);
		}

		@Override
		public long getTimeout() {
			return this.delegate.getTimeout();
		}

	}

	@SuppressWarnings("try")
	private record Listener(AsyncListener delegate, ContextSnapshot snapshot) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) throws IOException {
			try (ContextSnapshot.Scope scope = this.snapshot.setThreadLocals()) {
				this.delegate.onComplete(event);
			}
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			try (ContextSnapshot.Scope scope = this.snapshot.setThreadLocals()) {
				this.delegate.onTimeout(event);
			}
		}

		@Override
		public void onError(AsyncEvent event) throws IOException {
			try (ContextSnapshot.Scope scope = this.snapshot.setThreadLocals()) {
				this.delegate.onError(event);
			}
		}

		/** A listener can add itself to the new context here. */
		@Override
		public void onStartAsync(AsyncEvent event) throws IOException {
			try (ContextSnapshot.Scope scope = this.snapshot.setThreadLocals()) {
				this.delegate.onStartAsync(new AsyncEvent(new Async(event.getAsyncContext(), this.snapshot),
						event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable()));
			}
		}

	}

}
