// What an answer says about its trace: joined, or broken between which hops and why. These are the rules and the sentences of
// ./trio trace (the Java packages org.meshtrio.trace.diagnosis and report). One table of cases tests both, so change both.
import { arrivals, isError, listed, printable, safe } from './answer.js';
import { canonical, traceIdsIn, unsampledBy } from './headers.js';

const ALL = 'traceparent, b3, x-b3-traceid';
const CONSUME = 'management.tracing.propagation.consume';
const FORMAT_NAMES = { traceparent: 'W3C', b3: 'B3', 'x-b3-traceid': 'B3_MULTI' };

const once = (values) => [...new Set(values)];

export const traceOf = (hop) => (hop.traceId == null) ? null : canonical(hop.traceId);

// The verdict, { kind, breaks, headline, reason }. Only ./trio trace reads the trace store, so "joined" is about the answer.
export function verdictOf(sent, first) {
  const breaks = breaksIn(sent, first);
  const all = arrivals(first).map((arrival) => arrival.hop);
  if (breaks.length > 0) {
    return verdict('broken', breaks, `Broken between ${between(breaks[0])}`, brokenReason(breaks) + end(all));
  }
  const names = once(all.map(nameOf));
  const inOneTrace = `${listed(names)} ${(names.length === 1) ? 'is' : 'are'} in `;
  const traces = once(all.map(traceOf).filter((trace) => trace !== null));
  if (traces.length === 0) {
    return verdict('no-trace', [], 'Could not tell', noTrace(first) + end(all));
  }
  const unsampled = all.find((hop) => hop.sampled === false);
  if (unsampled) {
    return verdict('not-sampled', [], 'Could not tell',
      `${inOneTrace}trace ${traceOf(first)}, but it isn't sampled, so there are no spans: ${decision(unsampled)}${end(all)}`);
  }
  return verdict('joined', [], 'Joined', inOneTrace + 'one trace' + end(all));
}

export function verdict(kind, breaks, headline, reason) {
  return { kind, breaks, headline: printable(headline), reason: printable(reason) };
}

// Where a hop is in another trace than the one before it: { kind, from, to } and the headers that prove it.
function breaksIn(sent, first) {
  const breaks = [];
  const callers = traceIdsIn(sent).map((header) => header.traceId).filter((trace) => trace !== null);
  if (callers.length > 0 && !callers.includes(traceOf(first))) {
    breaks.push(explain(null, callers[0], {}, sent, first));
  }
  for (const { hop, from, call } of arrivals(first)) {
    if (from && traceOf(from) !== traceOf(hop)) {
      breaks.push(explain(from, traceOf(from), from.received.headers, call.requestHeaders, hop));
    }
  }
  return breaks;
}

function explain(from, trace, receivedHeaders, sentHeaders, to) {
  const received = traceIdsIn(receivedHeaders);
  const sent = traceIdsIn(sentHeaders);
  const carrying = (id, headers) => headers.filter((header) => id !== null && header.traceId === id);
  const malformed = (headers) => headers.every((header) => header.traceId === null);
  if (trace === null) {
    return { kind: 'no-trace-before', from, to, received };
  }
  if (sent.length === 0) {
    const asked = (receivedHeaders['trio-forward'] ?? []).some((value) => value.trim().toLowerCase() === 'off');
    return { kind: 'nothing-sent', from, to, received, asked };
  }
  if (malformed(sent)) {
    return { kind: 'malformed-sent', from, to, sent };
  }
  const good = carrying(trace, sent);
  if (good.length === 0) {
    return { kind: 'wrong-sent', from, to, traceId: trace, sent };
  }
  const arrived = traceIdsIn(to.received.headers);
  if (arrived.length === 0) {
    return { kind: 'removed-by-proxy', from, to, sent: good };
  }
  if (malformed(arrived)) {
    return { kind: 'malformed-by-proxy', from, to, sent: good, arrived };
  }
  const right = carrying(trace, arrived);
  if (right.length === 0) {
    return { kind: 'replaced-by-proxy', from, to, sent: good, arrived };
  }
  const used = carrying(traceOf(to), arrived);
  return (used.length === 0) ? { kind: 'not-read', from, to, arrived: right }
    : { kind: 'two-contexts', from, to, arrived: right, used };
}

// The hop in which a failure began, { began, hop, called, passedOn }, or null. The first failed call decides the status of a hop.
export function failureOf(first) {
  let hop = arrivals(first).map((arrival) => arrival.hop).find((one) => isError(one.status));
  if (!hop) {
    return null;
  }
  const failedCall = (one) => one.calls.find((call) => call.error != null || isError(call.status ?? 0));
  const failed = [hop];
  let call = failedCall(hop);
  while (call?.next) {
    hop = call.next;
    failed.unshift(hop);
    call = isError(hop.status) ? failedCall(hop) : undefined;
  }
  return { began: hop.service, hop, called: call ?? null, passedOn: failed.slice(1).map(nameOf) };
}

export function failureSentence({ hop, called, passedOn }) {
  const why = !called ? '' : (called.error != null) ? `, because its call failed (${safe(called.error)})`
    : `, because ${safe(called.url)}, which isn't a hop, answered ${called.status}`;
  return printable(`Failed: ${nameOf(hop)} answered ${hop.status}${why}${passedOn.length ? `; ${listed(passedOn)} passed it on` : ''}.`);
}

const nameOf = (hop) => hop ? safe(hop.service) : 'the caller';
const between = (broken) => `${nameOf(broken.from)} and ${nameOf(broken.to)}`;
const headerNames = (headers) => listed(once(headers.map((header) => header.name)));
const formats = (headers) => listed(once(headers.map((header) => FORMAT_NAMES[header.name])));
const malformedHeaders = (headers) => (headers.length === 1) ? 'a malformed trace header' : 'malformed trace headers';

function traces(headers) {
  return listed(once(headers.map((header) => header.traceId).filter((trace) => trace !== null))
    .map((trace) => `trace ${trace} in ${headerNames(headers.filter((header) => header.traceId === trace))}`));
}

function defects(headers) {
  const found = headers.filter((header) => header.defect !== null).map((header) => `${header.name}: ${safe(header.defect)}`);
  return (found.length === 0) ? '' : ` (${found.join('; ')})`;
}

function brokenReason(breaks) {
  const [worst, ...others] = breaks;
  const torn = breaks.map((one) => one.to);
  const fine = once((worst.from?.calls ?? []).map((call) => call.next).filter((next) => next && !torn.includes(next)).map(nameOf));
  return reasonOf(worst) + (fine.length ? `; between ${nameOf(worst.from)} and ${listed(fine)} it's whole` : '')
    + (others.length ? `; broken again between ${others.map(between).join(', and between ')}` : '');
}

function reasonOf(broken) {
  const from = nameOf(broken.from);
  const to = nameOf(broken.to);
  switch (broken.kind) {
    case 'no-trace-before':
      return (broken.received.length === 0 ? `no trace header arrived at ${from} and it makes no spans (mesh.propagation.spans)`
        : `${from} isn't in a trace, although ${headerNames(broken.received)} arrived${defects(broken.received)}`)
        + `, so trace ${traceOf(broken.to)} begins only at ${to}`;
    case 'nothing-sent':
      return (broken.received.length === 0 ? `${from} sent none of ${ALL} to ${to}`
        : `${from} received ${headerNames(broken.received)} and sent no trace header to ${to}`)
        + (broken.asked ? ', because the request asked for it (trio-forward: off)'
          : ": its forwarding is off (mesh.propagation.forward), or its HTTP client isn't instrumented");
    case 'malformed-sent':
      return `${from} sent only ${malformedHeaders(broken.sent)} to ${to}${defects(broken.sent)}`;
    case 'wrong-sent':
      return `${from} is in trace ${broken.traceId}, but sent only ${traces(broken.sent)} to ${to}`;
    case 'removed-by-proxy':
      return `${from} sent ${headerNames(broken.sent)}, but no trace header arrived at ${to}: a proxy between them removed `
        + (broken.sent.length === 1 ? 'it' : 'all of them');
    case 'malformed-by-proxy':
      return `${from} sent ${traces(broken.sent)}, but only ${malformedHeaders(broken.arrived)} arrived at ${to}${defects(broken.arrived)}`;
    case 'replaced-by-proxy': {
      const unread = broken.sent.filter((header) => !broken.arrived.some((arrived) => arrived.name === header.name));
      return `${from} sent ${traces(broken.sent)}, but ${to} received ${traces(broken.arrived)}: a proxy between them began a new trace`
        + (unread.length ? `, because it doesn't read ${headerNames(unread)}` : ' instead of continuing this one');
    }
    case 'not-read': {
      const began = traceOf(broken.to);
      return `${traces(broken.arrived)} arrived at ${to}, but it ${began ? `began trace ${began}` : "isn't in a trace"}`
        + `, because it doesn't read ${headerNames(broken.arrived)}: add ${formats(broken.arrived)} to its ${CONSUME}`;
    }
    default:
      return `two traces arrived at ${to}, ${traces(broken.arrived)} and ${traces(broken.used)}, and it used ${headerNames(broken.used)}: `
        + `put ${formats(broken.arrived)} before ${formats(broken.used)} in its ${CONSUME}`;
  }
}

function noTrace(first) {
  const received = traceIdsIn(first.received.headers);
  return 'there is no trace, because ' + (received.length === 0 ? `no trace header arrived at ${nameOf(first)}`
    : `${nameOf(first)} doesn't use ${headerNames(received)}, which arrived${defects(received)},`)
    + ' and no hop makes spans (mesh.propagation.spans); send one, such as'
    + ' traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
}

function decision(hop) {
  const header = unsampledBy(hop.received.headers);
  if (!header) {
    return `${nameOf(hop)} decided so itself (management.tracing.sampling.probability)`;
  }
  const shown = (header.name === 'traceparent') ? `${header.name} with the flags ${safe(header.value.trim().slice(53, 55))}`
    : `${header.name}: ${safe(header.value)}`;
  return `${shown} arrived at ${nameOf(hop)}`;
}

// Names the calls that didn't lead to a hop, and ends the sentence.
function end(hops) {
  const ends = hops.flatMap((hop) => hop.calls.filter((call) => !call.next).map((call) => (call.error != null)
    ? `the call of ${nameOf(hop)} to ${safe(call.url)} failed (${safe(call.error).replace(/\.$/, '')})`
    : `${safe(call.url)} answered ${call.status} to ${nameOf(hop)}, but not as a hop`));
  return (ends.length === 0) ? '.'
    : `; ${ends.join('; ')}, so nothing is known about what comes after ${(ends.length === 1) ? 'it' : 'them'}.`;
}
