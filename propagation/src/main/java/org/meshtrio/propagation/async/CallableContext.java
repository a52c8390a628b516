package org.meshtrio.propagation.async;

import java.util.concurrent.Callable;

import io.micrometer.context.ContextSnapshot;
import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.context.RequestContext;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * Takes the context of one request to the thread on which Spring MVC runs what a
 * controller returned: a {@code Callable}, a {@code WebAsyncTask} or a
 * {@code StreamingResponseBody}. Spring MVC's own executor for these is not a bean where
 * the application has another executor.
 */
public final class CallableContext implements CallableProcessingInterceptor {

	/**
	 * Not kept in the request: the container may have recycled it, after a time-out, when
	 * the task ends.
	 */
	private static final ThreadLocal<ContextSnapshot.@Nullable Scope> SCOPE = new ThreadLocal<>();

	private @Nullable ContextSnapshot snapshot;

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		this.snapshot = RequestContext.SNAPSHOTS.captureAll();
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		if (this.snapshot != null) {
			SCOPE.set(this.snapshot.setThreadLocals());
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		ContextSnapshot.Scope scope = SCOPE.get();
		if (scope != null) {
			SCOPE.remove();
			scope.close();
		}
	}

}
