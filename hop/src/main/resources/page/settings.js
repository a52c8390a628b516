// The settings of the page. The part of the URL after # holds them, so that a link leads to the right view, and no server sees them.
import { byId } from './dom.js';

const FASTEST = 50;
const DEFAULTS = { rate: '10', user: '', fault: '', forward: 'on', headers: '', by: '', over: '10s' };
const FIELDS = Object.keys(DEFAULTS);

export function readSettings() {
  const form = byId('settings').elements;
  return {
    rate: Math.min(FASTEST, Math.max(1, Math.round(Number(form.rate.value)) || 1)),
    by: byId('by').dataset.chosen ?? '',
    over: byId('over').value,
    headers: requestHeaders(form),
  };
}

// The headers to send, or { problem } in one sentence.
function requestHeaders(form) {
  const headers = new Map();
  if (form.user.value.trim()) {
    headers.set('end-user', form.user.value.trim());
  }
  if (form.fault.value.trim()) {
    headers.set('trio-fault', form.fault.value.trim());
  }
  if (form.forward.checked) {
    headers.set('trio-forward', 'off');
  }
  for (const line of form.headers.value.split('\n').filter((one) => one.trim())) {
    const colon = line.indexOf(':');
    if (colon < 1) {
      return { problem: `Write a header as name: value, not as ${line.trim()}` };
    }
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  try {
    new Headers([...headers]);
  }
  catch {
    return { problem: 'A header has a character that HTTP forbids: use plain letters, digits, and signs' };
  }
  return { values: Object.fromEntries(headers) };
}

export function showUrl() {
  const values = new URLSearchParams(location.hash.slice(1));
  const form = byId('settings').elements;
  for (const name of FIELDS) {
    const value = values.get(name) ?? DEFAULTS[name];
    if (name === 'forward') {
      form.forward.checked = value === 'off';
    }
    else if (name === 'by') {
      byId('by').dataset.chosen = value;
    }
    else if (name === 'over') {
      byId('over').value = value;
      byId('over').value ||= DEFAULTS.over;
    }
    else {
      form[name].value = value;
    }
  }
  byId('more').open ||= Boolean(form.headers.value);
}

export function keepInUrl() {
  const form = byId('settings').elements;
  const values = { rate: form.rate.value, user: form.user.value, fault: form.fault.value, forward: form.forward.checked ? 'off' : 'on',
    headers: form.headers.value, by: byId('by').dataset.chosen ?? '', over: byId('over').value };
  const kept = new URLSearchParams(Object.entries(values).filter(([name, value]) => value !== DEFAULTS[name]));
  history.replaceState(null, '', kept.size ? `#${kept}` : location.pathname + location.search);
}
