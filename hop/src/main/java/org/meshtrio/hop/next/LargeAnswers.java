package org.meshtrio.hop.next;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Reads the next hop's answers, and large ones only one at a time. An answer stays in
 * memory as bytes, as a tree and as text until its request is answered. The heap has room
 * for one of the largest size, but not for one in each thread.
 */
final class LargeAnswers {

	private static final String TURN = LargeAnswers.class.getName() + ".turn";

	private final Semaphore turn = new Semaphore(1);

	/**
	 * Reads the whole body of an answer. A large one waits for its turn, and keeps it
	 * until the current request ends.
	 * @param body the body
	 * @param timeout how long to wait for the turn
	 * @return the whole body
	 * @throws NoTurnException if the turn doesn't come in time
	 * @throws IOException if the body can't be read
	 */
	byte[] read(InputStream body, Duration timeout) throws IOException {
		byte[] begin = body.readNBytes(NextHopClient.LARGE_ANSWER_BYTES);
		if (begin.length < NextHopClient.LARGE_ANSWER_BYTES) {
			return begin;
		}
		await(timeout);
		RequestContextHolder.currentRequestAttributes()
			.registerDestructionCallback(TURN, this.turn::release, RequestAttributes.SCOPE_REQUEST);
		return new SequenceInputStream(new ByteArrayInputStream(begin), body).readAllBytes();
	}

	private void await(Duration timeout) throws IOException {
		try {
			if (!this.turn.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
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
