package org.meshtrio.propagation.async;

import java.util.concurrent.Callable;

import io.micrometer.context.ContextSnapshot;
import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.context.RequestContext;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * Takes the context of one request to the thread on which Spring MVC runs the
 * {@code Callable}, {@code WebAsyncTask} or {@code StreamingResponseBody} that a
 * controller returned. If the application has its own executor, Spring MVC's executor for
 * these isn't a bean, so {@link ExecutorContext} doesn't see it.
 */
public final class CallableContext implements CallableProcessingInterceptor {

	/**
	 * Not an attribute of the request, because after a timeout the container may have
	 * recycled the request when the task ends.
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
