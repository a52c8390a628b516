package org.meshtrio.propagation.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What the starter forwards. A setting that isn't one of these is a spelling mistake, and
 * stops the start.
 *
 * @param spans Whether the application makes spans, reports them and injects its trace
 * context. If false, it copies the trace headers that arrived.
 * @param forward Whether to forward the headers that a trace needs. If false, the trace
 * breaks on purpose.
 * @param credentials Whether to forward authorization, cookie and jwt, too. Every later
 * service then sees them.
 * @param headers Names of more headers to forward, in any case. A name that ends in *
 * matches every name that begins with it, except those of credentials.
 * @param client4xxIsError Whether the span of a call has an error if the answer is a 4xx.
 * A 5xx always is an error.
 */
@ConfigurationProperties(prefix = "mesh.propagation", ignoreUnknownFields = false)
public record PropagationProperties(@DefaultValue("true") boolean spans, @DefaultValue("true") boolean forward,
		@DefaultValue("false") boolean credentials, @DefaultValue List<String> headers,
		@Name("client-4xx-is-error") @DefaultValue("true") boolean client4xxIsError) {

	private static final String HEADERS = "mesh.propagation.headers";

	/** A field name: the token of RFC 9110, 5.6.2, without *. */
	private static final Pattern NAME = Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+");

	public PropagationProperties {
		headers = headers.stream().map(PropagationProperties::checked).distinct().toList();
	}

	private static String checked(String pattern) {
		String lowerCase = pattern.toLowerCase(Locale.ROOT);
		boolean prefix = HeaderPatterns.isPrefix(lowerCase);
		String name = prefix ? HeaderPatterns.prefix(lowerCase) : lowerCase;
		if (prefix && name.isEmpty()) {
			throw new InvalidSettingException(HEADERS, "contains a * alone, which would match every header",
					"Put the beginning of the names before the *, for example: x-tenant-*");
		}
		if (name.contains("*")) {
			throw new InvalidSettingException(HEADERS, "contains a * that isn't at the end of a name",
					"List the names one by one, or their common beginning, for example: x-tenant-*");
		}
		if (!NAME.matcher(name).matches()) {
			throw new InvalidSettingException(HEADERS, "contains a name that isn't valid for an HTTP header",
					"List only header names, for example: end-user, x-tenant, x-team-*");
		}
		never(name, prefix).ifPresent((known) -> {
			throw new InvalidSettingException(HEADERS,
					"contains '%s', which is never forwarded (%s)".formatted(known.pattern(), known.reason()),
					"Remove it from the list");
		});
		if (isTrace(name, prefix)) {
			throw new InvalidSettingException(HEADERS,
					"contains '%s', which is part of the trace context and is forwarded with it".formatted(lowerCase),
					"Remove it from the list");
		}
		return lowerCase;
	}

	/**
	 * The rule of a name in the group, or of a prefix if every name with that prefix is
	 * in the group.
	 */
	private static Optional<PropagatedHeader> never(String name, boolean prefix) {
		return PropagatedHeader.of(name)
			.filter((known) -> known.group() == HeaderGroup.NEVER)
			.filter((known) -> !prefix || HeaderPatterns.isPrefix(known.pattern()));
	}

	/**
	 * Whether it's a name of the group, or a prefix of names in the table that are all in
	 * the group.
	 */
	private static boolean isTrace(String name, boolean prefix) {
		List<PropagatedHeader> known = Arrays.stream(PropagatedHeader.values())
			.filter((header) -> prefix ? header.pattern().startsWith(name) : header.pattern().equals(name))
			.toList();
		return !known.isEmpty() && known.stream().allMatch((header) -> header.group() == HeaderGroup.TRACE);
	}

}
