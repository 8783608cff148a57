/*
 * Small helpers for making elements. What comes from a card goes into text nodes and attributes only, never into markup.
 */

/**
 * An element: `el("a", { href: "./", class: "mh-x" }, "text", child)`.
 * Attributes that are `false`, `null` or `undefined` are left out; `true` gives an empty one. Functions are listeners.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

/** A name that may break after its underscores. */
export function breakable(name) {
  return name.split(/(?<=_)/).flatMap((part, index) => (index ? [document.createElement("wbr"), part] : [part]));
}

/** An excerpt `[{text, hit}]`, with what was found marked. */
export function marked(excerpt) {
  return excerpt.map(({ text, hit }) => (hit ? el("mark", {}, text) : text));
}

/** A status as icon and word. */
export function statusBadge(status, labels) {
  return el("span", { class: `mh-status mh-status--${status}` }, labels.get(status) ?? status);
}

const WHOLE = new Intl.NumberFormat("en");

/** `1,234`. */
export const grouped = (number) => WHOLE.format(number);

/** `1 model`, `1,234 models`. */
export const models = (number) => `${grouped(number)} ${number === 1 ? "model" : "models"}`;

const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** Learned numbers: `110M`. */
export const parameters = (number) => SHORT.format(number);

const UNITS = ["B", "kB", "MB", "GB", "TB"];

const DIGITS = new Intl.NumberFormat("en", { maximumFractionDigits: 10 });
const digits = (number) => DIGITS.format(Number(number.toPrecision(3)));

/** Bytes, in powers of 1000, as `render/units.py` writes them: `440 MB`. */
export function bytes(number) {
  let [size, power] = [number, 0];
  for (; size >= 999.5 && power < UNITS.length - 1; power++) size /= 1000;
  return `${digits(size)} ${UNITS[power]}`;
}

/** Seconds: `3.51 ms`. */
export const duration = (seconds) => (seconds * 1000 < 999.5 ? `${digits(seconds * 1000)} ms` : `${digits(seconds)} s`);

/** A figure of evaluation, `{metric, value, unit}`: `Accuracy 0.942`. */
export function score({ metric, value, unit }) {
  const name = metric.charAt(0).toUpperCase() + metric.slice(1);
  if (unit === "percent") return `${name} ${value.toFixed(1)} %`;
  return `${name} ${unit === "number" ? Number(value.toPrecision(4)) : value.toFixed(3)}`;
}

/** Call `run` when no call came for `wait` milliseconds. */
export function settled(run, wait) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
}
