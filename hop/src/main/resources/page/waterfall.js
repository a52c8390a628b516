// Where the time of a request went. The durations are measured. The answer doesn't say when a call began, so its start is
// estimated: calls are the last thing that a hop does, one after the other if they fit into its time, otherwise at the same time.
import { make, millis, sign } from './dom.js';
import { isError, safe } from './answer.js';
import { traceLetters } from './palette.js';
import { traceOf } from './verdict.js';

export function drawWaterfall(element, request) {
  if (!request.hop) {
    element.replaceChildren(make('li', 'none', null, 'Nothing is known about the hops.'));
    return;
  }
  const letters = traceLetters(request.hop);
  const rows = [];
  const whole = Math.max(request.hop.durationMillis, 0.1);
  hopRows(request.hop, 0, 0, rows);
  element.replaceChildren(...rows.map((row) => {
    const bar = make('span', `took ${row.failed ? 'failed' : letters.get(row.trace)?.look ?? ''}`);
    bar.style.marginInlineStart = `${Math.min(99, 100 * row.start / whole)}%`;
    bar.style.width = `${Math.max(0.5, Math.min(100, 100 * row.millis / whole))}%`;
    const name = make('span', 'of', { title: row.name }, row.name);
    name.style.setProperty('--depth', row.depth);
    return make('li', 'fall', null, name, make('span', 'track', null, bar),
      make('span', 'outside', { title: row.note }, row.failed ? sign('cross', '✕', 'error') : null, [row.note, millis(row.millis)].filter(Boolean).join(' · ')));
  }));
}

function hopRows(hop, start, depth, rows) {
  const note = [isError(hop.status) ? String(hop.status) : null, delayOf(hop)].filter(Boolean).join(', ');
  rows.push({ name: safe(hop.service, 40), start, millis: hop.durationMillis, depth, trace: traceOf(hop), failed: isError(hop.status), note });
  const end = start + hop.durationMillis;
  const together = hop.calls.reduce((sum, call) => sum + call.durationMillis, 0);
  const longest = Math.max(0, ...hop.calls.map((call) => call.durationMillis));
  let at = (together <= hop.durationMillis) ? end - together : Math.max(start, end - longest);
  for (const call of hop.calls) {
    if (call.next) {
      hopRows(call.next, at + Math.max(0, call.durationMillis - call.next.durationMillis) / 2, depth + 1, rows);
    }
    else {
      const failed = call.error != null || isError(call.status ?? 0);
      rows.push({ name: safe(call.url, 40), start: at, millis: call.durationMillis, depth: depth + 1, failed,
        note: (call.error != null) ? safe(call.error, 80) : `${call.status}, not a hop` });
    }
    at += (together <= hop.durationMillis) ? call.durationMillis : 0;
  }
}

// The delay that the request asked for at this hop.
function delayOf(hop) {
  const faults = (hop.received.headers['trio-fault'] ?? []).flatMap((line) => line.split(','));
  const delay = faults.map((fault) => fault.trim().split(/\s*=\s*/)).find(([service, what]) => service === hop.service && what?.startsWith('delay'));
  return delay ? `fault: ${safe(delay[1], 40)}` : null;
}
