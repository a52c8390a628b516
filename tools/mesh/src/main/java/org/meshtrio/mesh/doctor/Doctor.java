package org.meshtrio.mesh.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.Installation;
import org.meshtrio.mesh.MeshAccess;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.config.ConfigCheck;
import org.meshtrio.mesh.doctor.finding.Cause;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.http.ConnectTo;
import org.meshtrio.trace.model.Dataplane;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.request.NoAnswerException;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * Examines a mesh whose traces are missing or broken. It looks for one {@link Cause}
 * after the other, and stops where one hides the others, so that it finds the cause and
 * not its effects. It changes nothing.
 */
public final class Doctor {

	private final Cluster cluster;

	private final DoctorRequest request;

	private final Consumer<Step> listener;

	private final List<Step> steps = new ArrayList<>();

	private final List<Finding> findings = new ArrayList<>();

	/**
	 * Creates a doctor for one examination.
	 * @param cluster the cluster
	 * @param request what to examine
	 * @param listener takes each step as soon as it is done
	 */
	public Doctor(Cluster cluster, DoctorRequest request, Consumer<Step> listener) {
		this.cluster = cluster;
		this.request = request;
		this.listener = listener;
	}

	/**
	 * Examines the mesh.
	 * @return the result, whatever happened
	 * @throws IllegalArgumentException if the URL or a header isn't valid
	 */
	public Examination examine() {
		try {
			MeshState state = MeshState.of(this.cluster, this.request.namespace(), !this.request.isDirect());
			List<String> namespaces = List.of(this.request.namespace(), Installation.ROOT);
			done(new Step.Analyzed(namespaces, Analysis.of(this.cluster, namespaces)));
			return examine(state);
		}
		catch (ClusterException | NoAnswerException | TraceStoreException ex) {
			return result(String.valueOf(ex.getMessage()), null);
		}
	}

	private Examination examine(MeshState state) throws ClusterException, NoAnswerException, TraceStoreException {
		done(new Step.Configured(state.providersInUse()));
		Dataplane dataplane = state.ambient().dataplane();
		if (!dataplane.ambient().isEmpty()) {
			done(new Step.InAmbientMode(dataplane.ambient().stream().sorted().toList(),
					dataplane.waypoints().stream().sorted().toList()));
		}
		this.findings.addAll(new ConfigCheck(state).findings());
		if (this.findings.stream().anyMatch((finding) -> finding.cause() == Cause.NO_SPANS)) {
			return result(null, null);
		}
		try (MeshAccess access = new MeshAccess(this.cluster)) {
			URI target = this.request.target();
			ConnectTo gateway = this.request.isDirect() ? null : access.gateway(target);
			Probe probe = new Probe(new ChainClient(this.request.timeout(), gateway), target, this.request.headers(),
					gateway != null, state, this.cluster);
			this.findings.addAll(probe.unsampled());
			ChainClient.Reply reply = probe.send();
			done(new Step.Answered(target, reply.status()));
			CheckResult answers = (reply.hop() != null) ? probe.byAnswers(reply.hop()) : CheckResult.found(List.of());
			take(answers);
			// With few spans, or in broken traces, the spans show nothing more.
			if (!this.findings.isEmpty() || answers.unknown() != null) {
				return result(answers.unknown(), null);
			}
			URI base = this.request.store();
			TraceStore store = TraceStore.at((base != null) ? base : access.traceStore());
			CheckResult spans = probe.bySpans(store, this.request.spanWait());
			take(spans);
			return result(spans.unknown(), store.name());
		}
	}

	private void take(CheckResult result) {
		this.findings.addAll(result.findings());
		if (result.failure() != null) {
			done(new Step.Failed(result.failure()));
		}
	}

	private void done(Step step) {
		this.steps.add(step);
		this.listener.accept(step);
	}

	private Examination result(@Nullable String unknown, @Nullable String store) {
		return new Examination(this.steps, this.findings, unknown, store);
	}

}
