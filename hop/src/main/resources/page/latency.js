// Median and 99th percentile of the answers of the last ten seconds, as lines over the last two minutes.
import { make, svg } from './dom.js';

const SECONDS = 120;
const HEIGHT = 40;

export function createLatency(element, caption) {
  const points = [];
  return {
    // Adds a point each second; null if there was no answer.
    add(times) {
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
      points.push(sorted.length ? { median: at(0.5), high: at(0.99) } : null);
      if (points.length > SECONDS) {
        points.shift();
      }
      draw(element, caption, points);
    },
  };
}

function draw(element, caption, points) {
  const known = points.filter((point) => point !== null);
  const last = points.at(-1);
  const most = ceiling(Math.max(1, ...known.map((point) => point.high)));
  element.replaceChildren(
    line(points, 'high', most), line(points, 'median', most),
    svg('line', { x1: 0, x2: SECONDS, y1: HEIGHT, y2: HEIGHT, class: 'axis' }));
  element.setAttribute('aria-label', last ? `median ${Math.round(last.median)} ms, 99th percentile ${Math.round(last.high)} ms` : 'no answers');
  caption.replaceChildren(make('span', 'key', null, make('i', 'stroke median'), last ? `median ${Math.round(last.median)} ms` : 'median'),
    make('span', 'key', null, make('i', 'stroke high'), last ? `99 % within ${Math.round(last.high)} ms` : '99 % within'),
    make('span', 'key top', null, known.length ? `top: ${most} ms` : ''));
}

function line(points, name, most) {
  let path = '';
  points.forEach((point, index) => {
    if (point) {
      const start = (index === 0 || points[index - 1] === null) ? 'M' : 'L';
      path += `${start}${SECONDS - points.length + index + 1} ${(HEIGHT - point[name] / most * (HEIGHT - 2)).toFixed(2)}`;
    }
  });
  return svg('path', { d: path, class: name });
}

// The next of 1, 2, 5, 10, 20, 50, …
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}
