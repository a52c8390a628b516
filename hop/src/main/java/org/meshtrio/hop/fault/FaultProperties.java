package org.meshtrio.hop.fault;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A fault in any request to the service, by its settings.
 *
 * @param delay How long it waits before it answers.
 * @param status Status that it answers with instead of calling the next service.
 * @param rate Share of the requests that meet the fault, 0 to 1.
 */
@ConfigurationProperties("trio.fault")
public record FaultProperties(@Nullable Duration delay, @Nullable Integer status, @DefaultValue("1") double rate) {

	/** Rejects impossible values. */
	public FaultProperties {
		if (delay != null && delay.isNegative()) {
			throw new InvalidSettingException("trio.fault.delay", "is negative", "Set a duration such as 2s");
		}
		if (status != null && (status < 200 || status > 599)) {
			throw new InvalidSettingException("trio.fault.status", "isn't a status that an answer can have",
					"Set one from 200 to 599");
		}
		if (!(rate >= 0 && rate <= 1)) {
			throw new InvalidSettingException("trio.fault.rate", "isn't a share of the requests",
					"Set a number from 0 (none) to 1 (all)");
		}
	}

}
