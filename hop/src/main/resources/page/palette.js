// Which color and pattern a version, a status, or a trace has. No meaning depends on color alone: versions differ in pattern,
// traces have a letter and a shape, errors a cross.
import { make } from './dom.js';
import { arrivals, isError } from './answer.js';
import { traceOf } from './verdict.js';

const VERSION_CLASSES = 6;
const TRACE_CLASSES = 4;

// v1, v2, … always look the same. Other names get a look by their characters.
export function versionClass(version) {
  const number = /^v([1-9][0-9]?)$/.exec(version);
  const index = number ? Number(number[1]) - 1 : [...version].reduce((sum, character) => sum + character.codePointAt(0), 0);
  return `version${index % VERSION_CLASSES}`;
}

export function statusClass(status) {
  return (status == null || status >= 500) ? 'status5' : isError(status) ? 'status4' : 'status2';
}

// The letters of an answer's traces, in the order of the hops: the first trace is A.
export function traceLetters(first) {
  const traces = new Set(arrivals(first).map(({ hop }) => traceOf(hop)).filter((trace) => trace !== null));
  return new Map([...traces].map((trace, index) => [trace, { letter: String.fromCharCode(65 + index % 26), look: `trace${index % TRACE_CLASSES}` }]));
}

export function versionBadge(version) {
  return make('b', `badge ${versionClass(version)}`, null, version);
}
