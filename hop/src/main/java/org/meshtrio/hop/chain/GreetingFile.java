package org.meshtrio.hop.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message of the last service of the chain. If it's in a file, which can come from a
 * ConfigMap, the file is read again when its modification time changes. If the file can't
 * be read, the last text stays.
 */
public class GreetingFile {

	/** The limit of a ConfigMap: a larger file is a mistake. */
	private static final long MAX_BYTES = 1024 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(GreetingFile.class);

	private final @Nullable Path file;

	private volatile Text current;

	/** Whether that was logged already. */
	private volatile boolean unreadable;

	/**
	 * Creates it.
	 * @param text the text until a file could be read
	 * @param file the file to read, or {@code null} for none
	 */
	public GreetingFile(String text, @Nullable Path file) {
		this.current = new Text(text, null);
		this.file = file;
	}

	/**
	 * The current text.
	 * @return the text, without the line end that editors add
	 */
	String text() {
		Text known = this.current;
		if (this.file == null) {
			return known.text;
		}
		try {
			FileTime time = Files.getLastModifiedTime(this.file);
			if (!time.equals(known.time)) {
				if (Files.size(this.file) > MAX_BYTES) {
					throw new IOException("larger than 1 MiB");
				}
				known = new Text(Files.readString(this.file, StandardCharsets.UTF_8).stripTrailing(), time);
				this.current = known;
			}
			this.unreadable = false;
		}
		catch (IOException ex) {
			if (!this.unreadable) {
				this.unreadable = true;
				logger.warn("trio.message-file {} can't be read, so the last text stays: {}", this.file, ex.toString());
			}
		}
		return known.text;
	}

	private record Text(String text, @Nullable FileTime time) {

	}

}
