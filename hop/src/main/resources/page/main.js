// Puts the page together: sends requests while it runs, and draws what came back. Nobody can follow fifty requests a second, so
// while it runs, the squares and shares change twice a second, and the request that is shown changes each second.
import { byId, make, setText } from './dom.js';
import { drawChain } from './chain.js';
import { open, send } from './client.js';
import { createGrid, drawLegend, drawServices } from './grid.js';
import { drawHeaders } from './headertable.js';
import { createHistory } from './history.js';
import { createLatency } from './latency.js';
import { keepInUrl, readSettings, showUrl } from './settings.js';
import { drawShares } from './shares.js';
import { failureSentence } from './verdict.js';
import { drawWaterfall } from './waterfall.js';

const MOST_UNDER_WAY = 6;
const REDRAW_MILLIS = 500;
const RATE_SECONDS = 10;
const VERDICT_SIGNS = { joined: '✓', broken: '✕' };

const requests = createHistory();
const grid = createGrid(byId('grid'), pin);
const latency = createLatency(byId('latency'), byId('latency-key'));
const traceUrl = document.querySelector('meta[name="trace-url"]').content;

let settings;
let timer = null;
let pausedByHiding = false;
let underWay = 0;
let newest = null;
let pinned = null;
let shown = null;
let coloredBy = null;
let redraw = null;
let undrawn = [];

// Sending

async function sendOne() {
  if (settings.headers.problem || underWay >= MOST_UNDER_WAY) {
    return;
  }
  underWay++;
  try {
    const [record, request] = await send(settings.headers.values);
    request.seq = requests.add(record).seq;
    newest = request;
    undrawn.push(record);
    drawSoon();
  }
  finally {
    underWay--;
  }
}

function start() {
  stop();
  timer = setInterval(sendOne, 1000 / settings.rate);
  sendOne();
  drawControls();
}

function stop() {
  clearInterval(timer);
  timer = null;
  drawAll();
  drawControls();
}

function toggle() {
  return timer ? stop() : start();
}

// Drawing

function drawSoon() {
  redraw ??= setTimeout(() => {
    redraw = null;
    (timer && shown) ? drawCounts() : drawAll();
  }, (timer && shown) ? REDRAW_MILLIS : 0);
}

function drawAll() {
  shown = pinned ?? newest;
  if (shown) {
    drawRequest(shown);
  }
  drawCounts();
}

function drawCounts() {
  drawGrid();
  // While it's stopped, the last seconds are those before it stopped.
  const recent = requests.recent(windowOf(settings.over), timer ? Date.now() : requests.last()?.at ?? 0);
  drawShares(byId('shares'), recent);
  byId('shares').hidden = recent.length === 0;
  byId('no-shares').hidden = recent.length > 0;
  setText(byId('count'), `${recent.length} request${recent.length === 1 ? '' : 's'}`);
}

function drawRequest(request) {
  const { verdict, failure } = request;
  byId('verdict').dataset.kind = verdict.kind;
  setText(byId('sign'), VERDICT_SIGNS[verdict.kind] ?? '?');
  setText(byId('headline'), `${verdict.headline}:`);
  setText(byId('reason'), verdict.reason);
  setText(byId('failure'), failure ? failureSentence(failure) : '');
  const trace = request.hop?.traceId;
  byId('trace-link').hidden = !traceUrl || !trace;
  if (traceUrl && trace) {
    byId('trace-link').href = traceHref(trace);
  }
  setText(byId('which'), pinned ? `request ${pinned.seq + 1}, ${new Date(pinned.at).toLocaleTimeString()}` : '');
  byId('follow').hidden = pinned === null;
  drawChain(byId('chain'), request, traceLink);
  drawWaterfall(byId('waterfall'), request);
  drawHeaders(byId('headers'), request);
  drawSuggestions(request);
}

const traceHref = (trace) => traceUrl.replace('{traceId}', encodeURIComponent(trace));

function traceLink(trace, ...content) {
  return traceUrl ? make('a', null, { href: traceHref(trace), target: '_blank', rel: 'noreferrer' }, ...content) : make('span', null, null, ...content);
}

function windowOf(over) {
  return over.endsWith('s') ? { seconds: parseInt(over, 10) } : { count: parseInt(over, 10) };
}

function services() {
  return [...new Set(requests.onGrid().flatMap((record) => record.versions.map(([name]) => name)))];
}

// The service whose versions color the grid: the chosen one, or the first one that has several versions, or the last hop.
function colorService() {
  if (settings.by) {
    return settings.by;
  }
  const versions = new Map();
  for (const record of requests.onGrid()) {
    record.versions.forEach(([name, version]) => versions.set(name, versions.get(name) ?? new Set()).get(name).add(version));
  }
  return [...versions].find(([, seen]) => seen.size > 1)?.[0] ?? [...versions.keys()].at(-1) ?? '';
}

function drawGrid() {
  const service = colorService();
  drawServices(byId('by'), [...new Set([...services(), service])].filter(Boolean), service);
  const records = requests.onGrid();
  (service === coloredBy ? undrawn : records).forEach((record) => grid.draw(record, service));
  coloredBy = service;
  undrawn = [];
  grid.mark(shown?.seq, pinned !== null);
  drawLegend(byId('legend'), records, service);
}

function drawSuggestions(request) {
  const names = request.hop ? services() : [];
  const list = byId('faults');
  if (list.dataset.shown !== names.join()) {
    list.dataset.shown = names.join();
    list.replaceChildren(...names.toReversed().flatMap((name) => [`${name}=503`, `${name}=delay 2s`]).map((value) => make('option', null, { value })));
  }
}

function drawControls() {
  byId('run').setAttribute('aria-pressed', String(timer !== null));
  setText(byId('run-sign'), timer ? '■' : '▶');
  setText(byId('run-text'), timer ? 'Stop' : 'Start');
}

function drawEachSecond() {
  const now = Date.now();
  const recent = requests.recent({ seconds: RATE_SECONDS }, now);
  if (timer || recent.length) {
    latency.add(recent.map((record) => record.millis));
    const speed = (recent.length / RATE_SECONDS).toFixed(1);
    setText(byId('speed'), timer ? `${speed} of ${settings.rate} requests per second` : `${speed} requests per second`);
    drawAll();
  }
}

// Choosing

function pin(seq) {
  const record = requests.find(seq);
  const request = record && open(record);
  if (request) {
    pinned = request;
    drawAll();
  }
}

function follow() {
  pinned = null;
  drawAll();
}

function step(by) {
  const seq = ((pinned ?? newest)?.seq ?? 0) + by;
  return (seq >= (requests.last()?.seq ?? 0)) ? follow() : pin(seq);
}

function changed() {
  const rate = settings?.rate;
  settings = readSettings();
  setText(byId('problem'), settings.headers.problem ?? '');
  byId('rate-shown').textContent = settings.rate;
  keepInUrl();
  if (timer && rate !== settings.rate) {
    start();
  }
  drawAll();
}

function changeRate(by) {
  byId('rate').value = settings.rate + by;
  changed();
}

function toggleForward() {
  byId('forward').checked = !byId('forward').checked;
  changed();
}

function fullScreen() {
  return document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
}

const KEYS = {
  ' ': toggle, Enter: sendOne, ArrowLeft: () => step(-1), ArrowRight: () => step(1), ArrowUp: () => changeRate(1), ArrowDown: () => changeRate(-1),
  Escape: follow, b: toggleForward, f: fullScreen,
};

// Whether a key belongs to the control that has the focus.
function meansSomethingElse(key, target) {
  if (key === 'Escape') {
    return false;
  }
  return target.closest('select, textarea, input:not([type="checkbox"], [type="range"])')
    || (key.startsWith('Arrow') && target.closest('.scroll, [type="range"]'))
    || (key === 'Enter' && target.closest('button, a, summary'))
    || (key === ' ' && target.closest('button:not(.square), summary, [type="checkbox"]'));
}

function onKey(event) {
  const action = KEYS[event.key];
  if (action && !event.ctrlKey && !event.metaKey && !event.altKey && !meansSomethingElse(event.key, event.target)) {
    event.preventDefault();
    action();
  }
}

function onVisibility() {
  if (document.hidden && timer) {
    pausedByHiding = true;
    stop();
  }
  else if (!document.hidden && pausedByHiding) {
    pausedByHiding = false;
    start();
  }
}

byId('run').addEventListener('click', toggle);
byId('follow').addEventListener('click', follow);
byId('settings').addEventListener('change', changed);
byId('rate').addEventListener('input', changed);
byId('settings').addEventListener('submit', (event) => {
  event.preventDefault();
  sendOne();
});
byId('over').addEventListener('change', changed);
byId('by').addEventListener('change', () => {
  byId('by').dataset.chosen = byId('by').value;
  changed();
});
document.addEventListener('keydown', onKey);
document.addEventListener('visibilitychange', onVisibility);
window.addEventListener('hashchange', () => {
  showUrl();
  changed();
});
setInterval(drawEachSecond, 1000);

showUrl();
changed();
drawControls();
sendOne();
