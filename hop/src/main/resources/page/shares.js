// The shares of the statuses, and of the versions of each service, as stacked bars with their numbers.
import { make, percent } from './dom.js';
import { statusClass, versionClass } from './palette.js';

// In a narrower part there is no room for the number, so it stands next to the bar, which leaves less room for the others.
const NARROW = 0.18;
const NARROW_BESIDE = 0.24;

export function drawShares(element, records) {
  const rows = [['status', tally(records.map((record) => String(record.status ?? 'none'))),
    (value) => statusClass(value === 'none' ? null : Number(value))]];
  for (const [service, versions] of versionsByService(records)) {
    rows.push([service, tally(versions), versionClass]);
  }
  element.replaceChildren(...rows.map(([name, counts, look]) => row(name, counts, look)));
}

function versionsByService(records) {
  const services = new Map();
  for (const record of records) {
    for (const [service, version] of record.versions) {
      services.set(service, services.get(service) ?? []).get(service).push(version);
    }
  }
  return services;
}

function tally(values) {
  const counts = new Map();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].sort(([a], [b]) => (a < b) ? -1 : 1);
}

function row(name, counts, look) {
  const whole = counts.reduce((sum, [, count]) => sum + count, 0);
  const narrowest = counts.some(([, count]) => count / whole < NARROW) ? NARROW_BESIDE : NARROW;
  const outside = [];
  const bar = make('span', 'bar', null, ...counts.map(([value, count]) => {
    const text = `${value} ${percent(count, whole)}`;
    const narrow = count / whole < narrowest;
    if (narrow) {
      outside.push(text);
    }
    const part = make('span', `part ${look(value)}`, { title: `${text}, ${count} of ${whole}` }, narrow ? null : make('span', 'label', null, text));
    part.style.flexGrow = count;
    return part;
  }));
  return make('li', 'share', null, make('span', 'of', { title: name }, name), bar, make('span', 'outside', null, outside.join(', ')));
}
