package org.meshtrio.labs;

import java.util.List;

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

	/**
	 * All labs.
	 * @return them, in the order of the course
	 */
	public static List<Lab> all() {
		return ALL;
	}

	/**
	 * One lab.
	 * @param name its name
	 * @return the lab
	 * @throws LabException where there is none of that name
	 */
	public static Lab named(String name) throws LabException {
		return ALL.stream()
			.filter((lab) -> lab.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new LabException("there is no lab " + name + ": ./trio lab list has the names"));
	}

}
