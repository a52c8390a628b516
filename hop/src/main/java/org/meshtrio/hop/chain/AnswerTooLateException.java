package org.meshtrio.hop.chain;

import java.net.SocketTimeoutException;

/** An answer that began in time and did not end in time. */
class AnswerTooLateException extends SocketTimeoutException {

}
