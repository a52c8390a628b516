// Draws the chain as a tree, left to right: you, the hops, and between them what was sent. On a narrow screen, CSS stacks the
// same elements.
import { make, millis, sign } from './dom.js';
import { isError, safe } from './answer.js';
import { TRACE_HEADERS } from './headers.js';
import { versionBadge, traceLetters } from './palette.js';
import { traceOf } from './verdict.js';

// With more hops than this, the boxes are smaller, so that five fit on a projector.
const LONG = 3;

const BREAK_LABELS = {
  'no-trace-before': ['no trace', 'the trace begins here'],
  'nothing-sent': ['no trace header', 'none of traceparent, b3, x-b3-traceid'],
  'malformed-sent': ['malformed trace header', null],
  'wrong-sent': ['another trace was sent', null],
  'removed-by-proxy': ['removed on the way', null],
  'malformed-by-proxy': ['damaged on the way', null],
  'replaced-by-proxy': ['a proxy began a new trace', null],
  'not-read': ['trace header not read', null],
  'two-contexts': ['two traces arrived', null],
};

// Draws a request, { hop, problem, status, millis, verdict, failure }, into a list.
export function drawChain(list, request, traceLink) {
  const root = { box: youBox(request), children: [firstNode(request, traceLink)] };
  const items = [];
  place(root, 0, 1, items);
  const depth = Math.max(...items.map((item) => item.depth));
  list.style.setProperty('--hops', depth);
  list.classList.toggle('long', depth > LONG);
  list.replaceChildren(...items.map((item) => item.element));
}

function firstNode(request, traceLink) {
  if (!request.hop) {
    return {
      box: leafBox(request.status ? 'the answer' : 'no answer', request.status, null, true),
      edge: { failed: true, label: `GET ${location.pathname}`, time: millis(request.millis) },
    };
  }
  const drawing = { letters: traceLetters(request.hop), verdict: request.verdict, failure: request.failure, traceLink };
  const broken = drawing.verdict.breaks.find((one) => one.to === request.hop);
  return node(request.hop, edgeTo(request.hop, broken, `GET ${request.hop.received.path}`, millis(request.millis), drawing), drawing);
}

function node(hop, edge, drawing) {
  return {
    box: hopBox(hop, drawing), edge, children: hop.calls.map((call) => {
      if (call.next) {
        const count = TRACE_HEADERS.filter((name) => call.requestHeaders[name]).length;
        const broken = drawing.verdict.breaks.find((one) => one.to === call.next);
        const label = `${count || 'no'} trace header${count === 1 ? '' : 's'}`;
        return node(call.next, edgeTo(call.next, broken, label, millis(call.durationMillis), drawing), drawing);
      }
      const failed = call.error != null || isError(call.status ?? 0);
      return {
        box: leafBox(hostOf(call.url), call.status, call.error ?? call.excerpt, failed, call.error == null),
        edge: { failed, label: failed && call.error != null ? 'no usable answer' : 'not a hop', time: millis(call.durationMillis) },
      };
    }),
  };
}

function edgeTo(hop, broken, label, time, drawing) {
  const [short, missing] = broken ? BREAK_LABELS[broken.kind] : [label, null];
  return { broken: Boolean(broken), label: short, missing, time, look: drawing.letters.get(traceOf(hop))?.look };
}

function hostOf(url) {
  try {
    return new URL(url).host;
  }
  catch {
    return safe(url, 60);
  }
}

function youBox(request) {
  return make('div', 'box you', null, make('strong', 'name', null, 'you'),
    make('span', 'line', null, request.millis == null ? 'not sent yet' : millis(request.millis)));
}

function hopBox(hop, { letters, failure, traceLink }) {
  const failed = isError(hop.status);
  const trace = letters.get(traceOf(hop));
  return make('div', `box${failed ? ' failed' : ''}`, null,
    make('strong', 'name', null, safe(hop.service, 40), ' ', versionBadge(safe(hop.version, 20))),
    statusLine(hop.status, failed, millis(hop.durationMillis)),
    make('span', 'line trace', null, trace ? make('i', `mark ${trace.look}`, null, trace.letter) : null,
      !trace ? 'in no trace' : traceLink(traceOf(hop), make('span', 'word', null, 'trace '), `…${traceOf(hop).slice(-6)}`)),
    hop.pod ? make('span', 'line pod', { title: placeOf(hop) }, placeOf(hop)) : null,
    (failure?.hop === hop) ? make('span', 'line began', null, 'the failure began here') : null);
}

// As kubectl names it.
const placeOf = (hop) => safe(hop.namespace ? `${hop.namespace}/${hop.pod}` : hop.pod, 120);

function leafBox(name, status, detail, failed, answered) {
  return make('div', `box leaf${failed ? ' failed' : ''}`, null, make('strong', 'name', null, safe(name, 40)),
    statusLine(status, failed, answered ? 'not a hop' : null),
    detail ? make('span', 'line detail', { title: safe(detail, 500) }, safe(detail, 90)) : null);
}

function statusLine(status, failed, rest) {
  const parts = [status, rest].filter((part) => part != null).join(' · ');
  return make('span', 'line status', null, failed ? sign('cross', '✕', 'error') : null, parts || 'no answer');
}

// Gives each node its column and rows, and returns how many rows its subtree takes.
function place(node, depth, row, items, siblings = 1, index = 0, indent = 0) {
  const item = { depth };
  items.push(item);
  const children = node.children ?? [];
  let rows = 0;
  children.forEach((child, i) => {
    rows += place(child, depth + 1, row + rows, items, children.length, i, indent + (children.length > 1 ? 1 : 0));
  });
  rows = Math.max(rows, 1);
  const li = make('li');
  li.style.setProperty('--indent', indent);
  if (node.edge) {
    const edge = edgeElement(node.edge, siblings, index);
    edge.style.gridArea = `${row} / ${2 * depth} / span ${rows} / auto`;
    li.append(edge);
  }
  const box = make('div', `node${children.length > 1 ? ' fork' : ''}`, null, node.box);
  box.style.gridArea = `${row} / ${2 * depth + 1} / span ${rows} / auto`;
  li.append(box);
  item.element = li;
  return rows;
}

function edgeElement({ label, time, missing, broken, failed, look }, siblings, index) {
  const where = (siblings === 1) ? '' : (index === 0) ? ' first' : (index === siblings - 1) ? ' last' : ' middle';
  return make('div', `edge${where}${broken ? ' broken' : ''}${failed ? ' stopped' : ''}${look ? ` ${look}` : ''}`, null,
    make('span', 'what', null, (broken || failed) ? sign('cross', '✕', broken ? 'broken' : 'error') : null, label),
    make('i', 'wire', { 'aria-hidden': 'true' }),
    make('span', 'after', null, missing ? make('span', 'missing', null, missing) : null, time));
}
