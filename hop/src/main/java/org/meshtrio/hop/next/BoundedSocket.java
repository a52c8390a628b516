package org.meshtrio.hop.next;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that bounds an answer, as the bytes that it is sent as: informational answers,
 * headers, chunk sizes, the body and trailers together. HTTP clients bound each line and
 * the count of lines, which lets megabytes through in the headers alone. The count begins
 * anew with each write, since HTTP/1.1 sends the next request after the last answer.
 */
final class BoundedSocket extends Socket {

	private final long maxBytes;

	/** Since the last write. */
	private long count;

	/**
	 * A socket that is not connected yet.
	 * @param maxBytes the largest answer
	 */
	BoundedSocket(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new FilterInputStream(super.getInputStream()) {

			@Override
			public int read() throws IOException {
				int read = super.read();
				counted((read < 0) ? 0 : 1);
				return read;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				int read = super.read(buffer, offset, length);
				counted(Math.max(read, 0));
				return read;
			}

		};
	}

	private void counted(int bytes) throws AnswerTooLargeException {
		this.count += bytes;
		if (this.count > this.maxBytes) {
			throw new AnswerTooLargeException(this.maxBytes);
		}
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return new FilterOutputStream(super.getOutputStream()) {
			@Override
			public void write(byte[] buffer, int offset, int length) throws IOException {
				BoundedSocket.this.count = 0;
				this.out.write(buffer, offset, length);
			}
		};
	}

}
