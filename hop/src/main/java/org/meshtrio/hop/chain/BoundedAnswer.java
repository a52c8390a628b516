package org.meshtrio.hop.chain;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Bounds an answer in size and time. The client's own time-out is for each read, so that
 * a server that sends a byte now and then could keep a thread for good; and closing an
 * answer would read it to its end. Past a bound the connection is dropped at once.
 */
final class BoundedAnswer implements ExecChainHandler {

	private final long maxBytes;

	private final Duration timeout;

	/**
	 * Bounds for each answer.
	 * @param maxBytes the largest body
	 * @param timeout from the start of the call to the body's last byte
	 */
	BoundedAnswer(long maxBytes, Duration timeout) {
		this.maxBytes = maxBytes;
		this.timeout = timeout;
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		ClassicHttpResponse response = chain.proceed(request, scope);
		HttpEntity entity = response.getEntity();
		if (entity != null) {
			response.setEntity(new HttpEntityWrapper(entity) {
				@Override
				public InputStream getContent() throws IOException {
					return new BoundedStream(super.getContent(), BoundedAnswer.this.maxBytes, deadline,
							scope.execRuntime::discardEndpoint);
				}
			});
		}
		return response;
	}

	private static final class BoundedStream extends FilterInputStream {

		private final long maxBytes;

		private final long deadline;

		private final Runnable drop;

		private long count;

		private BoundedStream(InputStream in, long maxBytes, long deadline, Runnable drop) {
			super(in);
			this.maxBytes = maxBytes;
			this.deadline = deadline;
			this.drop = drop;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			int read = read(one, 0, 1);
			return (read < 0) ? read : one[0] & 0xff;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = super.read(buffer, offset, length);
			this.count += Math.max(read, 0);
			if (this.count > this.maxBytes) {
				this.drop.run();
				throw new AnswerTooLargeException(this.maxBytes);
			}
			if (read >= 0 && System.nanoTime() - this.deadline > 0) {
				this.drop.run();
				throw new AnswerTooLateException();
			}
			return read;
		}

	}

}
