package org.meshtrio.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for a long content. */
final class Digest {

	private static final int LENGTH = 12;

	private Digest() {
	}

	static String of(String... parts) {
		return of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
	}

	static String of(byte[] bytes) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
			return HexFormat.of().formatHex(digest).substring(0, LENGTH);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

}
