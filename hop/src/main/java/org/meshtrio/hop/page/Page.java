package org.meshtrio.hop.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/**
 * The live page as one document, put together once from the files in the folder
 * {@code page} of the resources. It is one document because a gateway may route only one
 * path.
 *
 * @param html the document
 * @param etag the value of {@code ETag}
 * @param policy the value of {@code Content-Security-Policy}: only this style and this
 * script, and requests only to the page's own host
 */
record Page(byte[] html, String etag, String policy) {

	/**
	 * Puts the page together.
	 * @param traceUrl the URL of a trace, or {@code null} for none
	 * @return the page
	 */
	static Page of(@Nullable String traceUrl) {
		String style = "\n" + read("page.css");
		String script = "\n" + Script.of("main", Page::read);
		String html = read("index.html");
		html = replace(html, "<meta name=\"trace-url\" content=\"\">", "<meta name=\"trace-url\" content=\"%s\">"
			.formatted((traceUrl != null) ? HtmlUtils.htmlEscape(traceUrl) : ""));
		html = replace(html, "<link rel=\"stylesheet\" href=\"page.css\">", "<style>" + style + "</style>");
		html = replace(html, "<script type=\"module\" src=\"main.js\"></script>",
				"<script type=\"module\">" + script + "</script>");
		byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
		return new Page(bytes, "\"" + sha256(bytes) + "\"",
				"default-src 'none'; connect-src 'self'; script-src 'sha256-%s'; style-src 'sha256-%s'; img-src data:; "
					.formatted(sha256(script.getBytes(StandardCharsets.UTF_8)),
							sha256(style.getBytes(StandardCharsets.UTF_8)))
						+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
						+ "require-trusted-types-for 'script'; trusted-types 'none'");
	}

	private static String replace(String html, String marker, String replacement) {
		if (!html.contains(marker)) {
			throw new IllegalStateException("page/index.html doesn't have " + marker);
		}
		return html.replace(marker, replacement);
	}

	private static String read(String file) {
		try (InputStream stream = Page.class.getResourceAsStream("/page/" + file)) {
			if (stream == null) {
				throw new IllegalStateException("There is no page/" + file + " among the resources");
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String sha256(byte[] bytes) {
		try {
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
