package org.meshtrio.propagation.testing;

import java.util.Map;
import java.util.Queue;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/**
 * The tracing library that the tests run with: the spans that it finished, and the few
 * points at which libraries differ. docs/opentelemetry.md has a table of them.
 */
public interface TracingLibrary {

	/** The spans that it finished so far, in order. */
	Queue<FinishedSpan> finished();

	/** Whether B3 forwards a trace id of 64 bits unchanged, not padded to 128. */
	boolean keepsShortIds();

	/** Whether B3 names the service's server span as the parent of its client span. */
	boolean writesTheParent();

	/** Whether a trace that begins here has the random flag of W3C level 2. */
	boolean saysThatItsIdsAreRandom();

	/**
	 * A span as the library hands it to its reporter.
	 *
	 * @param name its name
	 * @param traceId its trace
	 * @param kind {@code SERVER}, {@code CLIENT} and so on
	 * @param tags its tags, in OpenTelemetry attributes
	 * @param failed whether it has an error: Brave's tag, OpenTelemetry's status
	 * @param exception whether it has an exception
	 */
	record FinishedSpan(String name, String traceId, String kind, Map<String, String> tags, boolean failed,
			boolean exception) {

	}

	/** Adds the implementation that is on the class path to an application. */
	@Configuration(proxyBeanMethods = false)
	@ComponentScan(useDefaultFilters = false,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = TracingLibrary.class))
	class OnClassPath {

	}

}
