package org.meshtrio.propagation;

import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Takes the context of a request to the thread that runs a task of it. Not to what a
 * scheduler runs later or again and again: that is no part of the request, and would
 * carry its headers for good.
 */
final class RequestTaskDecorator extends ContextPropagatingTaskDecorator {

	RequestTaskDecorator() {
		super(RequestContext.SNAPSHOTS);
	}

	@Override
	public Runnable decorate(Runnable task) {
		return isForLater(task) ? task : super.decorate(task);
	}

	private static boolean isForLater(Runnable task) {
		return task instanceof RunnableScheduledFuture<?> scheduled
				&& (scheduled.isPeriodic() || scheduled.getDelay(TimeUnit.NANOSECONDS) > 0);
	}

}
