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
 * What the last service of the chain says. A file, which a ConfigMap can mount, is read
 * again when its time changes; where it cannot be read, the last text stays.
 */
public class GreetingFile {

	/** A ConfigMap's own limit: more than this is a mistake. */
	private static final long MAX_BYTES = 1024 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(GreetingFile.class);

	private final @Nullable Path file;

	private volatile Text current;

	/** Whether the log says already that the file cannot be read. */
	private volatile boolean unreadable;

	/**
	 * A greeting.
	 * @param text what to say as long as no file could be read
	 * @param file the file to read, or {@code null} for none
	 */
	public GreetingFile(String text, @Nullable Path file) {
		this.current = new Text(text, null);
		this.file = file;
	}

	/**
	 * What to say now.
	 * @return the text, without the line end that editors put behind it
	 */
	public String text() {
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
				logger.warn("trio.message-file {} cannot be read, the last text stays: {}", this.file, ex.toString());
			}
		}
		return known.text;
	}

	private record Text(String text, @Nullable FileTime time) {

	}

}
