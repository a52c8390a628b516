package org.meshtrio.mesh.doctor.unseen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.meshtrio.mesh.admin.ProxyCounters;
import org.meshtrio.mesh.cluster.Cluster;
import org.meshtrio.mesh.cluster.ClusterException;
import org.meshtrio.mesh.doctor.finding.Finding;
import org.meshtrio.mesh.tracing.MeshState;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Span;

/**
 * Looks in a cluster for the hops of a request whose proxies left no span of it.
 */
public final class Unseen {

	private final Cluster cluster;

	private final MeshState state;

	/**
	 * Creates the search.
	 * @param cluster the cluster
	 * @param state the mesh, as far as it was read
	 */
	public Unseen(Cluster cluster, MeshState state) {
		this.cluster = cluster;
		this.state = state;
	}

	/**
	 * The reasons.
	 * @param hops the hops that the answer or the other spans show
	 * @param store what the trace store is called
	 * @return a finding for each workload
	 * @throws ClusterException if their namespaces may not be read
	 */
	public List<Finding> reasons(Collection<UnseenHop> hops, String store) throws ClusterException {
		return hops.isEmpty() ? List.of() : new UnseenCheck(with(hops), store).findings(hops);
	}

	/**
	 * The same for a request whose answer doesn't say which hops it reached.
	 * @param hops the hops that the spans show
	 * @param spans the spans
	 * @param store what the trace store is called
	 * @return a finding for each workload
	 * @throws ClusterException if their namespaces may not be read
	 */
	public List<Finding> search(Collection<UnseenHop> hops, List<Span> spans, String store) throws ClusterException {
		List<Finding> findings = new ArrayList<>(reasons(hops, store));
		if (findings.isEmpty()) {
			findings.addAll(new SilentPorts(ProxyCounters.in(this.cluster), this.state).findings(spans));
		}
		return findings;
	}

	private MeshState with(Collection<UnseenHop> hops) throws ClusterException {
		return this.state.with(this.cluster, hops.stream().map(UnseenHop::namespace).toList());
	}

}
