// The grammar of the trace headers, the same as that of the Java package org.meshtrio.tracecontext. One table of cases tests both.
// Headers are an object, as in the answer: lower-case name to a list of values.

export const TRACE_HEADERS = ['traceparent', 'tracestate', 'b3', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-parentspanid',
  'x-b3-sampled', 'x-b3-flags'];

const W3C = /^(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})(-[\x20-\x7e]*)?$/;
const B3 = /^(?!0+-)([0-9a-fA-F]{16}|[0-9a-fA-F]{32})-((?!0{16})[0-9a-fA-F]{16})(?:-(.*))?$/;
const B3_TRACE_ID = /^(?!0+$)[0-9a-fA-F]{1,32}$/;
const B3_SPAN_ID = /^(?!0+$)[0-9a-fA-F]{1,16}$/;

const valuesOf = (headers, name) => Object.hasOwn(headers, name) ? headers[name] : [];
const linesOf = (headers, name) => valuesOf(headers, name).map((value) => value.replace(/^[ \t]+|[ \t]+$/g, '')).filter(Boolean);

function sampledBy(value) {
  if (value === 'd' || value === '1' || /^true$/i.test(value)) {
    return true;
  }
  return (value === '0' || /^false$/i.test(value)) ? false : null;
}

// Each format reads its context, { traceId, sampled }, or null, and a decision without ids, true, false, or null.
const FORMATS = {
  b3: {
    context(headers) {
      const ids = B3.exec(linesOf(headers, 'b3')[0] ?? '');
      return ids && { traceId: ids[1], sampled: sampledBy((ids[3] ?? '').split('-')[0]) };
    },
    decision: (headers) => sampledBy(linesOf(headers, 'b3')[0] ?? ''),
  },
  traceparent: {
    context(headers) {
      const lines = linesOf(headers, 'traceparent');
      const ids = (lines.length === 1) ? W3C.exec(lines[0]) : null;
      return (!ids || (ids[1] === '00' && ids[5] !== undefined)) ? null
        : { traceId: ids[2], sampled: (parseInt(ids[4], 16) & 1) === 1 };
    },
    decision: () => null,
  },
  'x-b3-traceid': {
    context(headers) {
      const traceId = linesOf(headers, 'x-b3-traceid')[0] ?? '';
      return (B3_TRACE_ID.test(traceId) && B3_SPAN_ID.test(linesOf(headers, 'x-b3-spanid')[0] ?? ''))
        ? { traceId, sampled: multiSampled(headers) } : null;
    },
    decision: (headers) => FORMATS['x-b3-traceid'].context(headers) ? null : multiSampled(headers),
  },
};

function multiSampled(headers) {
  const sampled = linesOf(headers, 'x-b3-sampled')[0] ?? '';
  return (linesOf(headers, 'x-b3-flags')[0] === '1') ? true : (sampled === 'd') ? null : sampledBy(sampled);
}

// A trace id in the form in which the same id compares as equal: 16 digits if the upper half is zero, otherwise 32.
export function canonical(traceId) {
  const digits = traceId.toLowerCase().replace(/^0+/, '');
  return digits.padStart((digits.length > 16) ? 32 : 16, '0');
}

// The headers that carry a trace id, well formed or not: { name, values, traceId, defect }.
export function traceIdsIn(headers) {
  return Object.keys(FORMATS).flatMap((name) => {
    const format = FORMATS[name];
    const values = valuesOf(headers, name).filter((value) => value.trim() !== '');
    if (values.length === 0 || (name === 'b3' && format.decision(headers) !== null)) {
      return [];
    }
    const context = format.context(headers);
    return [{ name, values, traceId: context && canonical(context.traceId), defect: context ? null : defect(name, values, headers) }];
  });
}

function defect(name, values, headers) {
  if (name === 'traceparent' && values.length > 1) {
    return `${values.join(' and ')}, so none of them counts`;
  }
  const onlySpanMissing = name === 'x-b3-traceid' && FORMATS[name].context({ ...headers, 'x-b3-spanid': ['1'] });
  return values[0] + (onlySpanMissing ? ' without a valid x-b3-spanid' : '');
}

// The header that says not to sample the trace, { name, value }, or null.
export function unsampledBy(headers) {
  for (const name of ['x-b3-traceid', 'b3', 'traceparent']) {
    const context = FORMATS[name].context(headers);
    if ((context ? context.sampled : FORMATS[name].decision(headers)) === false) {
      const shown = (name === 'x-b3-traceid') ? 'x-b3-sampled' : name;
      return { name: shown, value: valuesOf(headers, shown).find((value) => value.trim() !== '') };
    }
  }
  return null;
}
