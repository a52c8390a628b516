package org.meshtrio.hop.next;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that limits the bytes of an answer: informational answers, headers, chunk
 * sizes, the body and trailers together. HTTP clients limit each line and the number of
 * lines, which allows megabytes in the headers alone. The count starts again with each
 * write, because HTTP/1.1 sends the next request after the last answer.
 */
final class BoundedSocket extends Socket {

	private final long maxBytes;

	/** Since the last write. */
	private long count;

	/**
	 * Creates a socket that isn't connected yet.
	 * @param maxBytes the size of the largest answer
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
