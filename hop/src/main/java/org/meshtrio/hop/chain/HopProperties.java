package org.meshtrio.hop.chain;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.settings.InvalidSettingException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a service of the chain.
 *
 * @param next URL of the next service, or several, separated by commas; none ends the
 * chain here.
 * @param nextMode Whether to call several services one after the other (sequence) or at
 * the same time (parallel).
 * @param timeout How long all calls of the next services may take together. Set it longer
 * than those services' own, so that the service next to a failure reports it.
 * @param version Version that the service answers with.
 * @param message Message of the last service of the chain.
 * @param messageFile File to read the message from, again whenever it changes.
 * @param pod Name of the pod, from the downward API.
 * @param namespace Namespace of the pod, from the downward API.
 * @param delay Work that the service pretends to do on each request.
 */
@ConfigurationProperties("trio")
public record HopProperties(@DefaultValue List<URI> next, @DefaultValue("sequence") NextMode nextMode,
		@DefaultValue("10s") Duration timeout, @DefaultValue("v1") String version,
		@DefaultValue("hello world") String message, @Nullable Path messageFile, @Nullable String pod,
		@Nullable String namespace, @DefaultValue Delay delay) {

	/** In parallel, each call needs a thread. */
	private static final int MAX_NEXT = 8;

	/** Rejects impossible values. */
	public HopProperties {
		// In a Kubernetes manifest, an empty variable means "none".
		next = next.stream().filter((url) -> !url.toString().isEmpty()).map(HopProperties::checkedNext).toList();
		if (next.size() > MAX_NEXT) {
			throw new InvalidSettingException("trio.next", "names more than %d services".formatted(MAX_NEXT),
					"Name fewer, or let one of them call the others");
		}
		if (timeout.isNegative() || timeout.isZero()) {
			throw new InvalidSettingException("trio.timeout", "isn't positive", "Set a duration such as 10s");
		}
	}

	private static URI checkedNext(URI next) {
		boolean http = "http".equalsIgnoreCase(next.getScheme()) || "https".equalsIgnoreCase(next.getScheme());
		if (!http || next.getHost() == null) {
			throw new InvalidSettingException("trio.next", "isn't a URL of a service",
					"Set an absolute URL such as http://service1, or nothing to end the chain here");
		}
		if (next.getUserInfo() != null) {
			throw new InvalidSettingException("trio.next", "contains a user or password, which every answer would show",
					"Remove it from the URL");
		}
		return next;
	}

	/** How several services are called. */
	public enum NextMode {

		/** One after the other, in the order of the settings. */
		SEQUENCE,

		/** At the same time, in several threads. */
		PARALLEL

	}

	/**
	 * A random delay, uniformly distributed.
	 *
	 * @param min Shortest delay.
	 * @param max Longest delay.
	 */
	public record Delay(@DefaultValue("10ms") Duration min, @DefaultValue("20ms") Duration max) {

		/** Rejects impossible values. */
		public Delay {
			if (min.isNegative()) {
				throw new InvalidSettingException("trio.delay.min", "is negative", "Set a duration such as 10ms, or 0");
			}
			if (max.compareTo(min) < 0) {
				throw new InvalidSettingException("trio.delay.max", "is shorter than trio.delay.min",
						"Set both, for example 10ms and 20ms");
			}
		}

	}

}
