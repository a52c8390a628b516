package org.meshtrio.hop.server;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The server's settings that Spring Boot does not have.
 *
 * @param probePort A second port, for probes and metrics only, which answer there however
 * busy the service is; none if not set.
 */
@ConfigurationProperties("trio")
public record ServerProperties(@Nullable Integer probePort) {

	/** Refuses what is no port. */
	public ServerProperties {
		if (probePort != null && (probePort < 0 || probePort > 65535)) {
			throw new InvalidSettingException("trio.probe-port", "is no port", "Set one from 1 to 65535");
		}
	}

}
