package org.meshtrio.propagation.context;

import java.util.List;
import java.util.Map;

import io.micrometer.context.ContextSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshtrio.propagation.TraceIds;
import org.meshtrio.propagation.async.RequestTaskDecorator;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/** After a scope a thread has the same context as before it, and the log has it, too. */
class NestedContextTest {

	private static final ForwardedHeaders A = withoutSpans("a".repeat(32));

	private static final ForwardedHeaders B = withoutSpans("b".repeat(32));

	private static final ForwardedHeaders NO_TRACE = withoutSpans(null);

	@AfterEach
	void clear() {
		ForwardedHeaders.setCurrent(null);
		MDC.clear();
	}

	@Test
	@SuppressWarnings("try")
	void eachScopeRestoresTheOneAroundIt() {
		ContextSnapshot a = snapshotOf(A);
		ContextSnapshot b = snapshotOf(B);
		ContextSnapshot noTrace = snapshotOf(NO_TRACE);

		try (ContextSnapshot.Scope outer = a.setThreadLocals()) {
			try (ContextSnapshot.Scope middle = noTrace.setThreadLocals()) {
				try (ContextSnapshot.Scope inner = b.setThreadLocals()) {
					assertCurrent(B, "b".repeat(32));
				}
				assertCurrent(NO_TRACE, null);
			}
			assertCurrent(A, "a".repeat(32));
		}
		assertCurrent(null, null);
	}

	@Test
	void aTaskOnTheThreadThatSubmittedItLeavesItAsItWas() {
		ForwardedHeaders.setCurrent(A);
		Runnable task = new RequestTaskDecorator().decorate(() -> assertCurrent(A, "a".repeat(32)));

		task.run();

		assertCurrent(A, "a".repeat(32));
	}

	@Test
	void aTraceIdOfTheApplicationsOwnStaysWhereNoneOfOursWas() {
		MDC.put("traceId", "of the application");

		ForwardedHeaders.setCurrent(NO_TRACE);
		ForwardedHeaders.setCurrent(null);

		assertThat(MDC.get("traceId")).isEqualTo("of the application");
	}

	private static void assertCurrent(@Nullable ForwardedHeaders expected, @Nullable String traceId) {
		assertThat(ForwardedHeaders.current()).isSameAs(expected);
		assertThat(MDC.get("traceId")).isEqualTo(traceId);
	}

	private static ContextSnapshot snapshotOf(ForwardedHeaders headers) {
		ForwardedHeaders.setCurrent(headers);
		try {
			return RequestContext.SNAPSHOTS.captureAll();
		}
		finally {
			ForwardedHeaders.setCurrent(null);
		}
	}

	private static ForwardedHeaders withoutSpans(@Nullable String traceId) {
		return new ForwardedHeaders(Map.of("end-user", List.of("jason")), true, new ArrivedTrace(null, null, null),
				(traceId != null) ? new TraceIds(traceId, null, true) : null);
	}

}
