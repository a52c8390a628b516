// The last requests, a square each. The squares stay where they are, and the newest one overwrites the oldest, so nothing moves.
import { make } from './dom.js';
import { KEPT } from './history.js';
import { versionClass } from './palette.js';

export function createGrid(element, choose) {
  const squares = Array.from({ length: KEPT }, (_, index) => {
    const square = make('button', 'square', { type: 'button', tabindex: '-1', disabled: '', 'aria-label': 'no request yet' });
    square.addEventListener('click', () => choose(square.seq));
    square.place = index;
    return square;
  });
  element.replaceChildren(...squares);
  let marked = null;
  return {
    // Draws one request; the others stay.
    draw(record, service) {
      const square = squares[record.seq % KEPT];
      const version = record.versions.find(([name]) => name === service)?.[1];
      square.seq = record.seq;
      square.disabled = false;
      square.className = `square ${version === undefined ? 'unknown' : versionClass(version)}${record.failed ? ' error' : ''}`
        + `${record.broken ? ' torn' : ''}`;
      square.setAttribute('aria-label', `request ${record.seq + 1}: ${record.status ?? 'no answer'}`
        + `${version === undefined ? '' : `, ${service} ${version}`}${record.broken ? ', trace broken' : ''}`);
    },
    // Marks the request that is shown. The grid is one stop for the tab key; arrows move within it.
    mark(seq, pinned) {
      const square = squares[(seq ?? 0) % KEPT];
      marked?.classList.remove('shown');
      if (square.seq !== seq || square.disabled) {
        return;
      }
      if (marked) {
        marked.tabIndex = -1;
      }
      marked = square;
      square.classList.add('shown');
      square.tabIndex = 0;
      if (pinned && squares.includes(document.activeElement)) {
        square.focus();
      }
    },
  };
}

// Which look means which version, and what the marks mean, for what is on the grid.
export function drawLegend(element, records, service) {
  const versions = [...new Set(records.flatMap((record) => record.versions.filter(([name]) => name === service).map(([, version]) => version)))].sort();
  const key = (classes, text) => make('span', 'key', null, make('i', `square ${classes}`), text);
  const parts = versions.slice(0, 8).map((version) => key(versionClass(version), version));
  if (records.some((record) => !record.versions.some(([name]) => name === service))) {
    parts.push(key('unknown', service ? `${service} not reached` : 'no hop'));
  }
  if (records.some((record) => record.failed)) {
    parts.push(key('error', 'error'));
  }
  if (records.some((record) => record.broken)) {
    parts.push(key('torn', 'trace broken'));
  }
  const text = parts.map((part) => part.textContent).join();
  if (element.dataset.shown !== text) {
    element.dataset.shown = text;
    element.replaceChildren(...parts);
  }
}

export function drawServices(select, services, chosen) {
  if (select.dataset.shown !== services.join('\n')) {
    select.dataset.shown = services.join('\n');
    select.replaceChildren(...services.map((service) => make('option', null, { value: service }, service)));
  }
  select.value = chosen;
}
