/*
 * What stands around the results: chips of what is chosen, links to pages, advice where nothing was found.
 */

import { el, grouped, models } from "../dom.js";
import { chosen, toggled } from "./state.js";

/** Chips that take a chosen value away, and one that takes all; nothing where nothing is chosen. */
export function chips(state, facets, go) {
  const parts = chosen(state).map(([key, value]) =>
    chip(facets.label(key, value), `Remove filter: `, `${key}:${value}`, () => go(toggled(state, key, value))),
  );
  if (state.query) {
    parts.unshift(chip(`“${state.query}”`, "Remove words: ", "query", () => go({ ...state, query: "", page: 1 })));
  }
  if (!parts.length) return [];
  const clear = () => go({ ...state, query: "", filters: {}, page: 1 });
  const all = el("button", { type: "button", class: "mh-quiet", "data-key": "chip:all", click: clear }, "Clear all");
  return [...parts, all].map((part) => el("li", {}, part));
}

const chip = (text, does, key, remove) =>
  el(
    "button",
    { type: "button", class: "mh-chip", "data-key": `chip:${key}`, click: remove },
    el("span", { class: "mh-sr" }, does),
    el("span", { class: "mh-chip__text", dir: "auto" }, text),
  );

/**
 * Links to the pages of the results.
 * @param {function(number): string} link The address of a page.
 */
export function pages(page, count, link, go) {
  if (count < 2) return [];
  const to = (number, attributes, text) =>
    el("a", { ...attributes, href: link(number), "data-key": `page:${text}`, click: (event) => follow(event, () => go(number)) }, text);
  const step = (number, rel, text) =>
    number < 1 || number > count
      ? el("span", { class: "mh-pages__step" }, text)
      : to(number, { class: "mh-pages__step", rel }, text);
  const items = near(page, count).map((number) =>
    number
      ? el("li", {}, to(number, { "aria-label": `Page ${number}`, "aria-current": number === page && "page" }, grouped(number)))
      : el("li", {}, el("span", { "aria-hidden": "true" }, "…")),
  );
  return [step(page - 1, "prev", "Previous"), el("ol", {}, items), step(page + 1, "next", "Next")];
}

/** Do it here, unless the reader wants another tab or window. */
export function follow(event, run) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  event.stopPropagation();
  run();
}

/** Page numbers to offer: the ends and the neighbours; 0 stands for a gap. */
function near(page, count) {
  const offered = [1, count];
  for (let number = Math.max(1, page - 2); number <= Math.min(count, page + 2); number++) offered.push(number);
  const sorted = [...new Set(offered)].sort((a, b) => a - b);
  return sorted.flatMap((number, index) => (index && number - sorted[index - 1] > 1 ? [0, number] : [number]));
}

/** What to do where nothing was found: what there is without one of the things that were asked for. */
export async function nothing(state, finder, facets, go) {
  const ways = chosen(state).map(([key, value]) => [`without ${facets.label(key, value)}`, toggled(state, key, value)]);
  if (state.query) ways.push([`without “${state.query}”`, { ...state, query: "", page: 1 }]);
  const counted = await Promise.all(
    ways.slice(0, 8).map(async ([text, next]) => [text, next, (await finder.find({ ...next, sort: "name", from: 0, size: 0 })).total]),
  );
  const useful = counted.filter(([, , total]) => total).sort((a, b) => a[2] - b[2]);
  const offers = useful.map(([text, next, total]) =>
    el("li", {}, el("button", { type: "button", class: "mh-quiet", click: () => go(next) }, `${models(total)} ${text}`)),
  );
  return el(
    "div",
    { class: "mh-nothing" },
    el("p", { class: "mh-nothing__head" }, "No model has all of this."),
    state.query && el("p", {}, "Fewer or other words may find more; a word may be cut short, and small mistakes in it are forgiven."),
    offers.length && el("p", {}, "There are:"),
    offers.length && el("ul", {}, offers),
    el("p", {}, el("button", { type: "button", class: "mh-quiet", click: () => go({ ...state, query: "", filters: {}, page: 1 }) }, `Show all ${models(finder.total)}`)),
  );
}
