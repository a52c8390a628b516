package org.meshtrio.hop.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Reads {@code Accept} without its {@code charset} parameters. Every answer is in UTF-8,
 * as JSON always is (<a href="https://www.rfc-editor.org/rfc/rfc8259#section-11">RFC
 * 8259, 11</a>), and a server may ignore what it can't satisfy
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>).
 */
public final class AcceptedTypes implements ContentNegotiationStrategy {

	private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*(?:\"[^\"]*\"|[^;,]*)");

	@Override
	public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
		String[] values = request.getHeaderValues(HttpHeaders.ACCEPT);
		if (values == null) {
			return MEDIA_TYPE_ALL_LIST;
		}
		try {
			List<MediaType> types = parse(values);
			MimeTypeUtils.sortBySpecificity(types);
			return types.isEmpty() ? MEDIA_TYPE_ALL_LIST : types;
		}
		catch (InvalidMediaTypeException | InvalidMimeTypeException ex) {
			throw new HttpMediaTypeNotAcceptableException("The header accept is malformed");
		}
	}

	/**
	 * Whether the header is malformed, so that no type fits.
	 * @param values the header's values
	 */
	static boolean isMalformed(String[] values) {
		try {
			return parse(values).isEmpty();
		}
		catch (InvalidMediaTypeException | InvalidMimeTypeException ex) {
			return true;
		}
	}

	/**
	 * Removes the charsets.
	 * @param value a value of the header
	 */
	static String withoutCharset(String value) {
		return CHARSET.matcher(value).replaceAll("");
	}

	private static List<MediaType> parse(String[] values) {
		List<MediaType> types = new ArrayList<>();
		for (String value : values) {
			types.addAll(MediaType.parseMediaTypes(withoutCharset(value)));
		}
		return types;
	}

}
