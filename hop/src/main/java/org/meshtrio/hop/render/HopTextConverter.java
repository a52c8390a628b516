package org.meshtrio.hop.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.meshtrio.answer.Hop;

import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes a hop as text. */
public final class HopTextConverter extends AbstractHttpMessageConverter<Hop> {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	/** Creates a converter for text/plain, always in UTF-8. */
	public HopTextConverter() {
		super(TEXT);
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
		// The negotiated type may have another charset, but the bytes are UTF-8.
		message.getHeaders().setContentType(TEXT);
		message.getBody().write(HopText.of(hop).getBytes(StandardCharsets.UTF_8));
	}

}
