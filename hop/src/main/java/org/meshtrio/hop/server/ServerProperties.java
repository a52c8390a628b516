package org.meshtrio.hop.server;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The server's settings that Spring Boot doesn't have.
 *
 * @param probePort A second port, only for probes and metrics, which answer there however
 * busy the service is; none if not set.
 */
@ConfigurationProperties("trio")
public record ServerProperties(@Nullable Integer probePort) {

	/** Rejects an impossible port. */
	public ServerProperties {
		if (probePort != null && (probePort < 0 || probePort > 65535)) {
			throw new InvalidSettingException("trio.probe-port", "isn't a port", "Set one from 1 to 65535");
		}
	}

}
