package org.meshtrio.hop.next;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Reads the answers of the next hops, and large ones only for one request at a time. An
 * answer stays in memory as bytes, as a tree and as text until its request is answered.
 * The heap has room for the largest answers of one request, but not for those of each
 * thread.
 */
final class LargeAnswers {

	private static final String TURN = LargeAnswers.class.getName() + ".turn";

	private final Semaphore turn = new Semaphore(1);

	/**
	 * The answers for the current request. Any thread can read them.
	 * @return the reader for this request
	 */
	OfRequest ofRequest() {
		return new OfRequest(RequestContextHolder.currentRequestAttributes());
	}

	/** The answers for one request. Their sizes are added up. */
	final class OfRequest {

		private final RequestAttributes request;

		private long bytes;

		private boolean hasTurn;

		private OfRequest(RequestAttributes request) {
			this.request = request;
		}

		/**
		 * Reads the whole body of an answer. If the answers of the request become large,
		 * it waits for its turn, and the request keeps the turn until it ends.
		 * @param body the body
		 * @param end the end of the wait, as {@link System#nanoTime()}
		 * @return the whole body
		 * @throws NoTurnException if the turn doesn't come in time
		 * @throws AnswerTooLargeException if all answers together are too large
		 * @throws IOException if the body can't be read
		 */
		byte[] read(InputStream body, long end) throws IOException {
			return new FilterInputStream(body) {

				@Override
				public int read(byte[] buffer, int offset, int length) throws IOException {
					int read = super.read(buffer, offset, length);
					if (read > 0) {
						admit(read, end);
					}
					return read;
				}

			}.readAllBytes();
		}

		private synchronized void admit(int more, long end) throws IOException {
			this.bytes += more;
			if (this.bytes > HopHttpClient.MAX_ANSWER_BYTES) {
				throw new AnswerTooLargeException(HopHttpClient.MAX_ANSWER_BYTES);
			}
			if (this.bytes >= NextHopClient.LARGE_ANSWER_BYTES && !this.hasTurn) {
				await(end);
				this.hasTurn = true;
				this.request.registerDestructionCallback(TURN, LargeAnswers.this.turn::release,
						RequestAttributes.SCOPE_REQUEST);
			}
		}

	}

	private void await(long end) throws IOException {
		try {
			if (!this.turn.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				throw new NoTurnException();
			}
		}
		catch (InterruptedException ex) {
			// The server is stopping.
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

	/** Other large answers were being handled for the whole time. */
	static final class NoTurnException extends IOException {

	}

}
