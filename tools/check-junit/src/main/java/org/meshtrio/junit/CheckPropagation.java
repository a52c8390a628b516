package org.meshtrio.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.meshtrio.check.rule.Level;

/**
 * Checks whether the service of a test class forwards traces. Before the service starts,
 * it starts a capture that stands in for the next service. A test factory gets a
 * {@link PropagationCheck}, which has a test for each rule:
 *
 * <pre>
 * &#064;CheckPropagation(property = "items.url")
 * &#064;SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
 * class CartTest {
 *
 * 	&#064;TestFactory
 * 	Stream&lt;DynamicTest&gt; forwardsTraces(PropagationCheck check, &#064;LocalServerPort int port) {
 * 		return check.of("http://localhost:" + port + "/cart");
 * 	}
 *
 * }
 * </pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CheckPropagationExtension.class)
public @interface CheckPropagation {

	/**
	 * The system property that gets the URL of the capture, such as
	 * {@code http://127.0.0.1:34567}, until the tests of the class are over.
	 * @return the service's own setting for the URL of the next service
	 */
	String property();

	/**
	 * What the capture answers.
	 * @return JSON
	 */
	String answer() default "{}";

	/**
	 * The headers that the service must forward.
	 * @return the names
	 */
	String[] expect() default {};

	/**
	 * Whether the service may forward the caller's credentials.
	 * @return whether it may
	 */
	boolean credentials() default false;

	/**
	 * The lowest level whose failure is a failed test. A failure below it aborts the
	 * test.
	 * @return the level
	 */
	Level failing() default Level.MUST;

}
