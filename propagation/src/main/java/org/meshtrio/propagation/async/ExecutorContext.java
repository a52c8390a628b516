package org.meshtrio.propagation.async;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Consumer;

import io.micrometer.context.ContextExecutorService;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/**
 * Adds a {@link RequestTaskDecorator} to each bean that is one of Spring's executors,
 * around the decorator that the application set. If an executor doesn't accept a
 * decorator, it stays unchanged, and one log line names all of these at the start.
 */
public final class ExecutorContext implements BeanPostProcessor, SmartInitializingSingleton, PriorityOrdered {

	private static final Log logger = LogFactory.getLog(ExecutorContext.class);

	private static final String NOTICE = """
			These executors don't accept a task decorator: %s. Unless they delegate to one that does, their tasks lose \
			the trace and the headers of the request that submits them. To keep both, make the bean a \
			ThreadPoolTaskExecutor (Spring Boot's ThreadPoolTaskExecutorBuilder builds one), or return \
			ContextExecutorService.wrap(executor, ContextSnapshotFactory.builder().build()).\
			""";

	private final Set<String> without = new ConcurrentSkipListSet<>();

	/** Before the post-processors that wrap the executor in a proxy. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Executor executor && !carries(executor)) {
			this.without.add(beanName);
		}
		return bean;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.without.isEmpty()) {
			logger.info(NOTICE.formatted(String.join(", ", this.without)));
		}
	}

	/** Makes the executor carry the context, and returns whether it does. */
	private static boolean carries(Executor executor) {
		if (executor instanceof ThreadPoolTaskExecutor pool) {
			return !ordersItsTasks(pool) && decorate(ThreadPoolTaskExecutor.class, pool, pool::setTaskDecorator);
		}
		if (executor instanceof SimpleAsyncTaskExecutor simple) {
			return decorate(SimpleAsyncTaskExecutor.class, simple, simple::setTaskDecorator);
		}
		if (executor instanceof ThreadPoolTaskScheduler scheduler) {
			return decorate(ThreadPoolTaskScheduler.class, scheduler, scheduler::setTaskDecorator);
		}
		if (executor instanceof ConcurrentTaskExecutor adapter && !(executor instanceof TaskScheduler)) {
			return decorate(ConcurrentTaskExecutor.class, adapter, adapter::setTaskDecorator);
		}
		if (executor instanceof TaskExecutorAdapter adapter) {
			return decorate(TaskExecutorAdapter.class, adapter, adapter::setTaskDecorator);
		}
		// A scheduler's tasks run later, and the last two carry the context already.
		return executor instanceof TaskScheduler || executor instanceof ContextExecutorService
				|| executor instanceof SyncTaskExecutor;
	}

	/** Such a queue compares its tasks, and a decorated task isn't comparable. */
	private static boolean ordersItsTasks(ThreadPoolTaskExecutor pool) {
		try {
			return pool.getThreadPoolExecutor().getQueue() instanceof PriorityBlockingQueue;
		}
		catch (IllegalStateException ex) {
			// A subclass creates its executor in another way.
			return true;
		}
	}

	private static <T extends Executor> boolean decorate(Class<T> type, T executor, Consumer<TaskDecorator> setter) {
		// These classes have no getter for their decorator.
		Field field = ReflectionUtils.findField(type, "taskDecorator", TaskDecorator.class);
		if (field == null) {
			return false;
		}
		TaskDecorator existing = (TaskDecorator) value(field, executor);
		if (existing == null) {
			setter.accept(new RequestTaskDecorator());
		}
		else if (!propagates(existing)) {
			setter.accept(new RequestTaskDecorator(existing));
		}
		return true;
	}

	/** Spring Boot's builders set all decorators that are beans, including ours. */
	private static boolean propagates(TaskDecorator decorator) {
		if (decorator instanceof CompositeTaskDecorator) {
			Field field = ReflectionUtils.findField(CompositeTaskDecorator.class, "taskDecorators");
			return field != null && value(field, decorator) instanceof List<?> decorators && decorators.stream()
				.anyMatch((each) -> each instanceof TaskDecorator nested && propagates(nested));
		}
		return decorator instanceof ContextPropagatingTaskDecorator;
	}

	private static @Nullable Object value(Field field, Object target) {
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

}
