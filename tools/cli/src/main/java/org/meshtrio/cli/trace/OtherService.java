package org.meshtrio.cli.trace;

import java.net.URI;
import java.time.Duration;

import org.meshtrio.cli.options.TargetOptions;
import org.meshtrio.trace.check.SpanSurvey;
import org.meshtrio.trace.diagnosis.SpanEvidence;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Dataplane;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * A service of a mesh that isn't of the trio, by the spans of a few requests.
 *
 * @param traceId the trace of the first request
 * @param store the trace store
 * @param evidence what the spans show
 */
record OtherService(String traceId, TraceStore store, SpanEvidence evidence) {

	static OtherService of(TargetOptions.Target target, ChainClient client, Headers headers, Duration wait,
			URI storeBase) throws NoAnswerException, TraceStoreException {
		TraceStore store = TraceStore.at(storeBase);
		SpanSurvey survey = SpanSurvey.send(client, target.url(), headers.without(TraceHeaders.NAMES));
		SpanEvidence evidence = survey.read(store, wait);
		Dataplane plane = target.dataplane(evidence.unseen().stream().map(UnseenHop::namespace).distinct().toList());
		return new OtherService(survey.traceId(), store, (plane != null) ? evidence.with(plane) : evidence);
	}

}
