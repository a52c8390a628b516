package org.meshtrio.cli.options;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The arguments that several commands take in the same form.
 */
public final class Arguments {

	public static final int HIGHEST_PORT = 65535;

	private static final Pattern TIME = Pattern
		.compile("(?<amount>\\d{1,9}(\\.\\d{1,9})?|\\.\\d{1,9})(?<unit>ms|s|m)?");

	private static final Map<String, Double> UNITS = Map.of("ms", 0.001, "s", 1.0, "m", 60.0);

	/** A user name and password in a URL. */
	private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

	private final CommandSpec spec;

	public Arguments(CommandSpec spec) {
		this.spec = spec;
	}

	/**
	 * Reads a URL.
	 * @param text the argument; without a scheme, it is http, as with curl
	 * @return the URL, which has no user name or password, because many places print it
	 */
	public URI uri(String text) {
		String url = text.contains("://") ? text : "http://" + text;
		if (USER_INFO.matcher(url).find()) {
			throw usage("a URL must not have a user name or password: if a service needs one, send it with"
					+ " -H 'Authorization: VALUE'");
		}
		try {
			URI uri = URI.create(url);
			if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Reported below.
		}
		throw usage("'" + text + "' is not an http or https URL");
	}

	/**
	 * Hides a user name and password.
	 * @param text a URL, or an attempt at one
	 * @return the text with stars instead
	 */
	public static String withoutUserInfo(String text) {
		return text.replaceFirst("[^/]*@", "***@");
	}

	/**
	 * Reads a time.
	 * @param option the option's name
	 * @param text its value: seconds, or a number with a unit, as in 90s, 5m, or 500ms
	 * @return the time
	 */
	public Duration time(String option, String text) {
		Matcher matcher = TIME.matcher(text);
		if (matcher.matches()) {
			String unit = matcher.group("unit");
			double factor = (unit == null) ? 1 : UNITS.getOrDefault(unit, 1.0);
			double seconds = Double.parseDouble(matcher.group("amount")) * factor;
			if (seconds > 0 && seconds <= 3600) {
				return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
			}
		}
		throw usage(option + " takes more than 0 and at most 3600 seconds, as in 30, 90s, or 5m");
	}

	/**
	 * Reads an address of this machine.
	 * @param option the option's name
	 * @param text its value, an address or a host name
	 * @return the address
	 */
	public InetAddress address(String option, String text) {
		try {
			InetAddress address = InetAddress.getByName(text);
			if (!text.isBlank() && LocalChain.hasAddress(address)) {
				return address;
			}
		}
		catch (UnknownHostException ex) {
			// Reported below.
		}
		throw usage(option + " takes an address of this machine, such as 127.0.0.1 or 0.0.0.0, not '" + text + "'");
	}

	/**
	 * Reads headers.
	 * @param lines each one {@code NAME: VALUE}
	 * @return the values by lower-case name
	 */
	public Map<String, List<String>> headers(List<String> lines) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String line : lines) {
			int colon = line.indexOf(':');
			if (colon < 1) {
				throw usage("-H takes 'NAME: VALUE', not '" + line + "'");
			}
			headers
				.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		}
		return headers;
	}

	/**
	 * Says why a request can't be sent.
	 * @param reason the reason
	 * @return the exception to throw
	 */
	public ParameterException unsendable(@Nullable String reason) {
		return usage("The request cannot be sent: " + Text.safe(String.valueOf(reason)));
	}

	/**
	 * Reports a wrong command line.
	 * @param message what is wrong
	 * @return the exception to throw
	 */
	public ParameterException usage(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

}
