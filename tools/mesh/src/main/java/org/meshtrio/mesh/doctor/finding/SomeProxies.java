package org.meshtrio.mesh.doctor.finding;

import java.util.List;

/**
 * A finding that is true for some proxies only.
 *
 * @param proxies their names
 * @param finding what is wrong there
 */
public record SomeProxies(List<String> proxies, Finding finding) implements Finding {

	@Override
	public Cause cause() {
		return this.finding.cause();
	}

	@Override
	public String kind() {
		return this.finding.kind();
	}

}
