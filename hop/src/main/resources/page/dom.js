// Makes elements. Everything that is shown goes through here, and strings only ever become text, never markup.
import { printable } from './answer.js';

export const byId = (id) => document.getElementById(id);

// An element with classes ("a b"), attributes, and children: elements, or strings, which become text.
export function make(tag, classes, attributes, ...children) {
  const element = document.createElement(tag);
  if (classes) {
    element.className = classes;
  }
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value != null) {
      element.setAttribute(name, printable(String(value)));
    }
  }
  element.append(...children.filter((child) => child != null).map((child) => (child instanceof Node) ? child : printable(String(child))));
  return element;
}

// A character that stands for a word, which a screen reader says.
export function sign(classes, character, word) {
  return make('i', classes, { role: 'img', 'aria-label': word }, `${character} `);
}

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Sets a text only if it differs, so that a screen reader doesn't repeat it.
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export const millis = (value) => `${value.toFixed(1)} ms`;

export const percent = (part, whole) => `${Math.round(100 * part / whole)} %`;
