package org.meshtrio.propagation.async;

import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.meshtrio.propagation.context.RequestContext;

import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Takes the context of a request to the thread that runs its task. Tasks that a scheduler
 * runs later or periodically don't get it: they aren't part of the request, and a
 * periodic one would carry its headers forever.
 */
public final class RequestTaskDecorator extends ContextPropagatingTaskDecorator {

	private final TaskDecorator inner;

	public RequestTaskDecorator() {
		this((task) -> task);
	}

	/**
	 * A decorator around another one, whose own work runs in the request's context, too.
	 * @param inner the application's decorator
	 */
	RequestTaskDecorator(TaskDecorator inner) {
		super(RequestContext.SNAPSHOTS);
		this.inner = inner;
	}

	@Override
	public Runnable decorate(Runnable task) {
		Runnable decorated = this.inner.decorate(task);
		return isForLater(task) ? decorated : super.decorate(decorated);
	}

	private static boolean isForLater(Runnable task) {
		return task instanceof RunnableScheduledFuture<?> scheduled
				&& (scheduled.isPeriodic() || scheduled.getDelay(TimeUnit.NANOSECONDS) > 0);
	}

}
