// Sends a request to the page's own address, and keeps what the page needs of the answer.
import { arrivals, isError, readAnswer, safe } from './answer.js';
import { failureOf, verdict, verdictOf } from './verdict.js';

// Longer than the chain waits for all of its hops.
const TIMEOUT_MILLIS = 60_000;

// The record of a request. The answer is kept as text, which takes far less memory than its objects.
export async function send(headers) {
  const at = Date.now();
  const start = performance.now();
  let status = null;
  let type = '';
  let text;
  let error = null;
  try {
    const response = await fetch(location.pathname + location.search, {
      headers: { ...headers, accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    status = response.status;
    type = response.headers.get('content-type') ?? '';
    text = await response.text();
  }
  catch (ex) {
    error = (ex.name === 'TimeoutError') ? `this address gave no answer in ${TIMEOUT_MILLIS / 1000} s`
      : `this address gave no answer (${ex.message})`;
  }
  const record = { at, millis: performance.now() - start, status, type, error, text: text ?? null, sent: headers };
  const request = open(record);
  record.versions = request.hop ? arrivals(request.hop).map(({ hop }) => [safe(hop.service), safe(hop.version)]) : [];
  record.broken = request.verdict.kind === 'broken';
  record.failed = status === null || isError(status);
  return [record, request];
}

// A record as the page shows it, or null if its answer isn't kept any more.
export function open(record) {
  if (record.error === null && record.text === null) {
    return null;
  }
  const { hop, problem } = (record.error === null) ? readAnswer(record.status, record.type, record.text) : { problem: record.error };
  const sent = Object.fromEntries(Object.entries(record.sent).map(([name, value]) => [name.toLowerCase(), [value]]));
  return {
    seq: record.seq, at: record.at, millis: record.millis, status: record.status, hop, problem,
    verdict: hop ? verdictOf(sent, hop) : verdict('no-answer', [], 'Could not tell', `${problem}.`),
    failure: hop ? failureOf(hop) : null,
  };
}
