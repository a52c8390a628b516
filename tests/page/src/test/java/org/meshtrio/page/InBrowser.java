package org.meshtrio.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the {@link Stage}, which all tests share. Runs it only with
 * {@code -Ppage}, because it needs Chromium. Without it, one line of the build says what
 * was left out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InBrowser.OnStage.class)
@interface InBrowser {

	final class OnStage implements ExecutionCondition, ParameterResolver {

		private static final String LEFT_OUT = "Left out: the tests of the page in a browser. With Debian's packages "
				+ "chromium and chromium-driver, ./mvnw -Ppage verify runs them.";

		private static boolean said;

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (Boolean.getBoolean("page.browser")) {
				return ConditionEvaluationResult.enabled("-Ppage");
			}
			if (!said) {
				said = true;
				System.out.println(LEFT_OUT);
			}
			return ConditionEvaluationResult.disabled(LEFT_OUT);
		}

		@Override
		public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
			return parameter.getParameter().getType() == Stage.class;
		}

		/** JUnit closes it after the last test. */
		@Override
		public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
			return context.getRoot()
				.getStore(ExtensionContext.Namespace.GLOBAL)
				.computeIfAbsent(Stage.class, (key) -> Stage.start(), Stage.class);
		}

	}

}
