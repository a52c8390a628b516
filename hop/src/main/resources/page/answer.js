// The answer of the chain: reads it, and walks through its hops. docs/hop.schema.json describes it.

const SCHEMA = 2;

export const isError = (status) => status >= 400;

// Reads a response into { hop } or { problem }, a clause that says why it isn't an answer of the trio.
export function readAnswer(status, type, body) {
  const json = parsed(body);
  const what = `this address answered ${status}`;
  if (isHop(json)) {
    return { hop: json };
  }
  if (json !== null && typeof json === 'object' && 'service' in json && 'received' in json) {
    return { problem: `${what} in schema ${Number(json.schema ?? 1)} of the trio's answer, and this page reads schema ${SCHEMA}: reload it` };
  }
  if (type.startsWith('application/problem+json') && typeof json?.detail === 'string') {
    return { problem: `${what}: ${safe(json.detail, 500).replace(/\.$/, '')}` };
  }
  const excerpt = body.trim();
  return { problem: `${what}${type && ' '}${safe(type)}, which isn't an answer of the trio${excerpt && ': '}${safe(excerpt)}` };
}

function parsed(body) {
  try {
    return JSON.parse(body);
  }
  catch {
    return null;
  }
}

const isText = (value) => typeof value === 'string';
const isTextOrNone = (value) => value == null || isText(value);
const isHeaders = (value) => value !== null && typeof value === 'object'
  && Object.values(value).every((values) => Array.isArray(values) && values.every(isText));

// Any JSON may arrive, so everything that the page reads is checked once, here.
function isHop(hop) {
  return hop !== null && typeof hop === 'object' && hop.schema === SCHEMA && isText(hop.service) && isText(hop.version)
    && isTextOrNone(hop.pod) && isTextOrNone(hop.namespace) && isText(hop.message) && isTextOrNone(hop.traceId)
    && Number.isInteger(hop.status) && Number.isFinite(hop.durationMillis)
    && isText(hop.received?.method) && isText(hop.received?.path) && isHeaders(hop.received?.headers)
    && Array.isArray(hop.calls) && hop.calls.every(isCall);
}

function isCall(call) {
  return isText(call?.url) && Number.isFinite(call.durationMillis) && isHeaders(call.requestHeaders) && isTextOrNone(call.error)
    && isTextOrNone(call.excerpt) && (call.status == null || Number.isInteger(call.status)) && (call.next == null || isHop(call.next));
}

// The hops in the order in which the request reached them, each with the hop and the call that led to it.
export function arrivals(hop, from = null, call = null) {
  return [{ hop, from, call }, ...hop.calls.flatMap((next) => next.next ? arrivals(next.next, hop, next) : [])];
}

// Text from outside as one line: nothing in it turns the text around it or hides.
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
}

export function safe(text, longest = 200) {
  const characters = [...text];
  return printable((characters.length <= longest) ? text : `${characters.slice(0, longest).join('')}…`);
}

// a, b and c
export function listed(names) {
  return (names.length < 2) ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
