package org.meshtrio.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.meshtrio.check.capture.Answer;
import org.meshtrio.check.capture.Capture;

/**
 * Starts the capture, and gives it to the test factory.
 */
final class CheckPropagationExtension
		implements BeforeAllCallback, TestInstancePreConstructCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(CheckPropagationExtension.class);

	private static final Duration SLOW = Duration.ofSeconds(1);

	@Override
	public void beforeAll(ExtensionContext context) {
		running(context);
	}

	/** With one instance for all tests, Spring starts the service before beforeAll. */
	@Override
	public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
		running(context);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == PropagationCheck.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Running running = running(context);
		return new PropagationCheck(running.annotation(), running.capture());
	}

	private static Running running(ExtensionContext context) {
		Class<?> test = context.getRequiredTestClass();
		CheckPropagation annotation = test.getAnnotation(CheckPropagation.class);
		ExtensionContext ofClass = context;
		while (ofClass.getTestMethod().isPresent() && ofClass.getParent().isPresent()) {
			ofClass = ofClass.getParent().get();
		}
		return ofClass.getStore(NAMESPACE).computeIfAbsent(test, (key) -> Running.start(annotation), Running.class);
	}

	/**
	 * A capture that runs until the tests of a class are over.
	 *
	 * @param annotation the settings
	 * @param capture the capture
	 */
	private record Running(CheckPropagation annotation, Capture capture) implements AutoCloseable {

		private static Running start(CheckPropagation annotation) {
			Answer answer = Answer.json(200, annotation.answer());
			try {
				Capture capture = Capture.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
						(request, body) -> answer, SLOW);
				System.setProperty(annotation.property(), "http://127.0.0.1:" + capture.port());
				return new Running(annotation, capture);
			}
			catch (IOException ex) {
				throw new IllegalStateException("The capture can't listen on this machine", ex);
			}
		}

		@Override
		public void close() {
			System.clearProperty(this.annotation.property());
			this.capture.close();
		}

	}

}
