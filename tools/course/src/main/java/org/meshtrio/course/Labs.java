package org.meshtrio.course;

import java.util.List;

import org.meshtrio.course.basics.Injection;
import org.meshtrio.course.basics.Install;
import org.meshtrio.course.observability.AccessLogs;
import org.meshtrio.course.observability.Alerts;
import org.meshtrio.course.observability.Metrics;
import org.meshtrio.course.observability.PersistentTraces;
import org.meshtrio.course.observability.Topology;
import org.meshtrio.course.observability.Tracing;
import org.meshtrio.course.platform.GatewayApi;
import org.meshtrio.course.platform.Greeting;
import org.meshtrio.course.platform.SidecarResource;
import org.meshtrio.course.resilience.Canary;
import org.meshtrio.course.resilience.CircuitBreaking;
import org.meshtrio.course.resilience.FaultInjection;
import org.meshtrio.course.resilience.Fork;
import org.meshtrio.course.resilience.LocalRateLimit;
import org.meshtrio.course.resilience.Mirroring;
import org.meshtrio.course.resilience.NetworkLoss;
import org.meshtrio.course.resilience.OutlierDetection;
import org.meshtrio.course.resilience.Retries;
import org.meshtrio.course.resilience.Timeout;
import org.meshtrio.course.routing.EgressControl;
import org.meshtrio.course.routing.EgressGateway;
import org.meshtrio.course.routing.Ingress;
import org.meshtrio.course.routing.LoadBalancing;
import org.meshtrio.course.routing.RequestRouting;
import org.meshtrio.course.routing.TrafficShifting;
import org.meshtrio.course.run.Lab;
import org.meshtrio.course.run.LabException;
import org.meshtrio.course.security.Authorization;
import org.meshtrio.course.security.HttpsEverywhere;
import org.meshtrio.course.security.Jwt;
import org.meshtrio.course.security.MtlsMigration;
import org.meshtrio.course.security.MutualTlsIngress;
import org.meshtrio.course.security.TlsHosts;
import org.meshtrio.course.security.TlsIngress;
import org.meshtrio.course.security.TlsPassthrough;

/**
 * All labs, in the order of the course.
 */
public final class Labs {

	private static final List<Lab> ALL = List.of(new Install(), //
			new Injection(), //
			new RequestRouting(), //
			new TrafficShifting(), //
			new Ingress(), //
			new LoadBalancing(), //
			new EgressControl(), //
			new EgressGateway(), //
			new Timeout(), //
			new Retries(), //
			new CircuitBreaking(), //
			new OutlierDetection(), //
			new FaultInjection(), //
			new Mirroring(), //
			new Canary(), //
			new NetworkLoss(), //
			new LocalRateLimit(), //
			new Fork(), //
			new TlsIngress(), //
			new TlsHosts(), //
			new MutualTlsIngress(), //
			new TlsPassthrough(), //
			new HttpsEverywhere(), //
			new MtlsMigration(), //
			new Jwt(), //
			new Authorization(), //
			new AccessLogs(), //
			new Metrics(), //
			new Alerts(), //
			new Tracing(), //
			new Topology(), //
			new PersistentTraces(), //
			new Greeting(), //
			new SidecarResource(), //
			new GatewayApi());

	private Labs() {
	}

	public static List<Lab> all() {
		return ALL;
	}

	/**
	 * Finds a lab by its name.
	 * @param name the name
	 * @return the lab
	 * @throws LabException if there is no lab of that name
	 */
	public static Lab named(String name) throws LabException {
		return ALL.stream()
			.filter((lab) -> lab.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new LabException("there is no lab " + name + ": ./trio lab list has the names"));
	}

}
