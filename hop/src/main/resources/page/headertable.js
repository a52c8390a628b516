// Headers, hop by hop: a row for each header, a column for what each hop received and sent, and whether a value is new, the same,
// changed, or dropped. The trace headers are always listed, so that a missing one is seen missing.
import { make, sign } from './dom.js';
import { safe } from './answer.js';
import { TRACE_HEADERS } from './headers.js';

// They belong to one connection or one hop, so a difference means nothing.
const OF_ONE_HOP = /^(host|connection|keep-alive|accept|accept-.*|content-.*|te|transfer-encoding|upgrade|cache-control|pragma|x-forwarded-.*|forwarded|sec-.*|upgrade-insecure-requests|dnt|priority|referer|x-envoy-.*)$/;

const LONGEST_VALUE = 300;
const MOST_ROWS = 120;

export function drawHeaders(table, request) {
  const columns = request.hop ? columnsOf(request.hop, null) : [];
  const names = [...new Set(columns.flatMap((column) => Object.keys(column.headers)))];
  const others = names.filter((name) => !TRACE_HEADERS.includes(name) && !OF_ONE_HOP.test(name));
  const ofOneHop = names.filter((name) => OF_ONE_HOP.test(name));
  const rows = [...TRACE_HEADERS, ...others, ...ofOneHop].slice(0, MOST_ROWS);
  table.replaceChildren(
    make('thead', null, null, make('tr', null, null, make('th', null, { scope: 'col' }, 'header'),
      ...columns.map((column) => make('th', column.sent ? 'sent' : 'received', { scope: 'col' }, safe(column.service, 40), ' ', make('small', null, null, column.what))))),
    make('tbody', null, null, ...rows.map((name) => row(name, columns))));
}

function columnsOf(hop, before) {
  const received = { service: hop.service, what: 'received', headers: hop.received.headers, before };
  return [received, ...hop.calls.flatMap((call) => {
    const to = (hop.calls.length > 1) ? `sent to ${safe(call.next?.service ?? call.url, 40)}` : 'sent';
    const sent = { service: hop.service, what: to, headers: call.requestHeaders, before: received, sent: true };
    return [sent, ...(call.next ? columnsOf(call.next, sent) : [])];
  })];
}

function row(name, columns) {
  const kind = TRACE_HEADERS.includes(name) ? 'of-trace' : OF_ONE_HOP.test(name) ? 'of-one-hop' : '';
  return make('tr', kind, null, make('th', null, { scope: 'row' }, safe(name, 80)), ...columns.map((column) => cell(name, column)));
}

const shown = (headers, name) => Object.hasOwn(headers, name) ? headers[name].join(', ') : null;

function cell(name, { headers, before, sent }) {
  const value = shown(headers, name);
  const earlier = before && shown(before.headers, name);
  const side = sent ? 'sent' : 'received';
  if (value === null) {
    return (earlier === null) ? make('td', `${side} absent`, null, sign('sign', '–', 'absent'))
      : make('td', `${side} dropped`, null, make('i', 'sign', { 'aria-hidden': 'true' }, '✕ '), 'dropped');
  }
  if (value === earlier) {
    return make('td', `${side} same`, null, make('i', 'sign', { 'aria-hidden': 'true' }, '= '), 'same');
  }
  const title = { title: safe(value, LONGEST_VALUE) };
  if (earlier === null) {
    return make('td', `${side} new`, title, before ? sign('sign', '+', 'new') : null, make('code', null, null, safe(value, LONGEST_VALUE)));
  }
  return make('td', `${side} changed`, title, sign('sign', '≠', 'changed'), make('code', null, null, ...marked(earlier, safe(value, LONGEST_VALUE))));
}

// Marks what differs between the common beginning and the common end.
function marked(earlier, value) {
  let start = 0;
  while (start < value.length && value[start] === earlier[start]) {
    start++;
  }
  let end = 0;
  while (end < value.length - start && end < earlier.length - start && value.at(-1 - end) === earlier.at(-1 - end)) {
    end++;
  }
  return [value.slice(0, start), make('mark', null, null, value.slice(start, value.length - end)), value.slice(value.length - end)];
}
