package org.meshtrio.hop.render;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.meshtrio.answer.Hop;

import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.util.HtmlUtils;

/** Writes a hop as text or, for a browser, as a page with the same text. */
public final class HopTextConverter extends AbstractHttpMessageConverter<Hop> {

	/** Creates a converter for text/plain and text/html, always in UTF-8. */
	public HopTextConverter() {
		super(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8),
				new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
	}

	@Override
	protected boolean supports(Class<?> type) {
		return Hop.class == type;
	}

	@Override
	public boolean canRead(Class<?> type, MediaType mediaType) {
		return false;
	}

	@Override
	protected Hop readInternal(Class<? extends Hop> type, HttpInputMessage message) {
		throw new HttpMessageNotReadableException("a hop can only be read from JSON", message);
	}

	@Override
	protected void writeInternal(Hop hop, HttpOutputMessage message) throws IOException {
		Charset utf8 = StandardCharsets.UTF_8;
		MediaType type = message.getHeaders().getContentType();
		boolean html = MediaType.TEXT_HTML.isCompatibleWith(type);
		// The negotiated type may have another charset, but the bytes below are UTF-8.
		message.getHeaders().setContentType(new MediaType(html ? MediaType.TEXT_HTML : MediaType.TEXT_PLAIN, utf8));
		String text = HopText.of(hop);
		String body = html ? "<!doctype html><link rel=\"icon\" href=\"data:,\"><title>%s</title><pre>%s</pre>%n"
			.formatted(HtmlUtils.htmlEscape(hop.service()), HtmlUtils.htmlEscape(text)) : text;
		message.getBody().write(body.getBytes(utf8));
	}

}
