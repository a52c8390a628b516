package org.meshtrio.propagation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What travels to the next hop.
 *
 * @param spans Whether the application makes spans, reports them and injects its trace
 * context. Off, it copies the trace headers as they came.
 * @param forward Whether what a trace needs travels on at all. Off, the trace falls apart
 * on purpose.
 * @param credentials Whether authorization, cookie and jwt are forwarded as well: every
 * service further down then sees them.
 * @param headers Names of further headers to forward, in any case.
 * @param client4xxIsError Whether the span of a call has an error where the answer is a
 * 4xx. An answer with 5xx always is one.
 */
@ConfigurationProperties("mesh.propagation")
record PropagationProperties(@DefaultValue("true") boolean spans, @DefaultValue("true") boolean forward,
		@DefaultValue("false") boolean credentials, @DefaultValue List<String> headers,
		@Name("client-4xx-is-error") @DefaultValue("true") boolean client4xxIsError) {

	/** A field name: token of RFC 9110, 5.6.2. */
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	PropagationProperties {
		headers = headers.stream().map(PropagationProperties::checked).toList();
	}

	private static String checked(String name) {
		if (!TOKEN.matcher(name).matches()) {
			throw new InvalidSettingException("mesh.propagation.headers", "holds a name that no HTTP header can have",
					"List header names only, for example: end-user, x-tenant");
		}
		PropagatedHeader.of(name).filter((known) -> known.group() == HeaderGroup.NEVER).ifPresent((known) -> {
			throw new InvalidSettingException("mesh.propagation.headers",
					"names '%s', which is never forwarded (%s)".formatted(known.pattern(), known.reason()),
					"Take it off the list");
		});
		return name.toLowerCase(Locale.ROOT);
	}

}
