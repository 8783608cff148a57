/*
 * Small helpers for making elements. What comes from a card goes into text nodes and attributes only, never into markup.
 */

/**
 * An element: `el("a.mh-x", { href: "./", click: run }, "text", child)`.
 * @param {string} name Of the element, with classes behind dots.
 * @param {object} attributes `false`, `null` and `undefined` are left out, `true` gives an empty one; functions are listeners.
 * @param children Nodes and texts, nested as they come; what is no text and no node is left out.
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
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

/**
 * A status as icon and word.
 * @param {Map<string, string>} words Of the statuses.
 */
export function statusBadge(status, words) {
  return el(words.has(status) ? `span.mh-status.mh-status--${status}` : "span.mh-status", {}, words.get(status) ?? String(status));
}

/** Whether a figure is claimed or observed. */
export const origin = (kind, word = kind) => el(`span.mh-origin.mh-origin--${kind}`, {}, word);

/** `1,234`; without `Intl`, which takes long to start. */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 model`, `1,234 models`. */
export const models = (number) => `${grouped(number)} ${number === 1 ? "model" : "models"}`;

/** What is made when it is first asked for. */
const once = (make) => {
  let made;
  return () => (made ??= make());
};

const short = once(() => new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }));

/** Learned numbers: `110M`. */
export const parameters = (number) => short().format(number);

const UNITS = ["B", "kB", "MB", "GB", "TB"];

const precise = once(() => new Intl.NumberFormat("en", { maximumFractionDigits: 10 }));
const digits = (number) => precise().format(Number(number.toPrecision(3)));

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

/** Milliseconds from the end of a press to its click, at most; and of a press of which no end is told. */
const CLICK = 50;
const PRESS = 2000;

/**
 * Lets what is being pressed stay where it is until it was clicked.
 * @param {Element} place Where.
 * @returns {() => Promise<void>} Waits until nothing in that place is being pressed.
 */
export function unpressed(place) {
  let over = Promise.resolve();
  place.addEventListener("pointerdown", () => {
    over = new Promise((resolve) => {
      const ended = new AbortController();
      const end = (wait) => {
        ended.abort();
        setTimeout(resolve, wait);
      };
      for (const event of ["pointerup", "pointercancel"]) addEventListener(event, () => end(CLICK), { signal: ended.signal });
      setTimeout(() => end(0), PRESS);
    });
  });
  return () => over;
}
