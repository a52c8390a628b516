package org.meshtrio.propagation.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.meshtrio.propagation.HeaderGroup;
import org.meshtrio.propagation.PropagatedHeader;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What travels to the next hop. A setting that is not one of these is a spelling mistake,
 * and stops the start.
 *
 * @param spans Whether the application makes spans, reports them and injects its trace
 * context. Off, it copies the trace headers as they came.
 * @param forward Whether what a trace needs travels on at all. Off, the trace falls apart
 * on purpose.
 * @param credentials Whether authorization, cookie and jwt are forwarded as well: every
 * service further down then sees them.
 * @param headers Names of further headers to forward, in any case. A name that ends in *
 * stands for all that begin with it, but never for a credential.
 * @param client4xxIsError Whether the span of a call has an error where the answer is a
 * 4xx. An answer with 5xx always is one.
 */
@ConfigurationProperties(prefix = "mesh.propagation", ignoreUnknownFields = false)
public record PropagationProperties(@DefaultValue("true") boolean spans, @DefaultValue("true") boolean forward,
		@DefaultValue("false") boolean credentials, @DefaultValue List<String> headers,
		@Name("client-4xx-is-error") @DefaultValue("true") boolean client4xxIsError) {

	private static final String HEADERS = "mesh.propagation.headers";

	/** A field name: token of RFC 9110, 5.6.2, though without the star. */
	private static final Pattern NAME = Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+");

	public PropagationProperties {
		headers = headers.stream().map(PropagationProperties::checked).distinct().toList();
	}

	private static String checked(String pattern) {
		String lowerCase = pattern.toLowerCase(Locale.ROOT);
		boolean prefix = HeaderPatterns.isPrefix(lowerCase);
		String name = prefix ? HeaderPatterns.prefix(lowerCase) : lowerCase;
		if (prefix && name.isEmpty()) {
			throw new InvalidSettingException(HEADERS, "holds a * alone, which would stand for every header",
					"Put the beginning of the names before it, for example: x-tenant-*");
		}
		if (name.contains("*")) {
			throw new InvalidSettingException(HEADERS, "holds a * that is not at the end of a name",
					"List the names one by one, or their common beginning, for example: x-tenant-*");
		}
		if (!NAME.matcher(name).matches()) {
			throw new InvalidSettingException(HEADERS, "holds a name that no HTTP header can have",
					"List header names only, for example: end-user, x-tenant, x-team-*");
		}
		never(name, prefix).ifPresent((known) -> {
			throw new InvalidSettingException(HEADERS,
					"names '%s', which is never forwarded (%s)".formatted(known.pattern(), known.reason()),
					"Take it off the list");
		});
		if (isTrace(name, prefix)) {
			throw new InvalidSettingException(HEADERS,
					"names '%s', which is part of the trace context and travels with it".formatted(lowerCase),
					"Take it off the list");
		}
		return lowerCase;
	}

	/** A name that has the rule, or a prefix of nothing but names that have it. */
	private static Optional<PropagatedHeader> never(String name, boolean prefix) {
		return PropagatedHeader.of(name)
			.filter((known) -> known.group() == HeaderGroup.NEVER)
			.filter((known) -> !prefix || HeaderPatterns.isPrefix(known.pattern()));
	}

	/** A name of the group, or a prefix of which the table knows no other name. */
	private static boolean isTrace(String name, boolean prefix) {
		List<PropagatedHeader> known = Arrays.stream(PropagatedHeader.values())
			.filter((header) -> prefix ? header.pattern().startsWith(name) : header.pattern().equals(name))
			.toList();
		return !known.isEmpty() && known.stream().allMatch((header) -> header.group() == HeaderGroup.TRACE);
	}

}
