package org.meshtrio.propagation.autoconfigure;

import org.meshtrio.propagation.async.ExecutorContext;
import org.meshtrio.propagation.async.RequestTaskDecorator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Takes the context of a request to the executors that run its tasks.
 */
@AutoConfiguration(after = TaskExecutionAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ExecutorPropagationAutoConfiguration {

	/**
	 * Spring Boot's builders set it on the executors that they build. It's a fallback, so
	 * an application that injects its only {@code TaskDecorator} still gets its own. It's
	 * the first, to see a scheduler's task before another decorator wraps it.
	 */
	@Bean
	@Fallback
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(ContextPropagatingTaskDecorator.class)
	RequestTaskDecorator propagationTaskDecorator() {
		return new RequestTaskDecorator();
	}

	@Bean
	static ExecutorContext propagationExecutorContext() {
		return new ExecutorContext();
	}

}
