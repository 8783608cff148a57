/*
 * Models that were found, as cards or as a table. The cards are those of templates/browse_parts.html.j2.
 */

import { breakable, bytes, duration, el, grouped, marked, origin, parameters, score, statusBadge } from "../dom.js";

/** Columns of the table: heading, class, what a cell holds, and the order that its heading asks for. */
const COLUMNS = [
  { title: "Model", sort: "name", cell: (model, site) => nameCell(model, site), head: true },
  { title: "Task", cell: (model) => model.tasks.join(", ") },
  { title: "Language", cell: (model) => model.languageNames.join(", ") },
  { title: "Edition", cell: (model) => model.edition },
  { title: "Status", cell: (model, site) => statusBadge(model.status, site.statuses) },
  { title: "Measured", sort: "score", number: true, cell: (model) => (model.measured ? score(model.measured) : "") },
  { title: "Size", sort: "size", number: true, cell: (model) => (model.bytes ? bytes(model.bytes) : "") },
  { title: "Latency", sort: "speed", number: true, cell: (model) => (model.latency ? duration(model.latency) : "") },
  { title: "Released", sort: "date", number: true, cell: (model) => model.date },
];

/**
 * The models as cards.
 * @param {object[]} found As the engine gives them.
 * @param {object} site `link(model)`, `statuses`: their words, `pick(model)`.
 */
export const cards = (found, site) => el("ul", { class: "mh-cards" }, found.map((model) => card(model, site)));

function card(model, site) {
  return el(
    "li",
    { class: model.deprecated ? "mh-card mh-card--deprecated" : "mh-card" },
    el("p", { class: "mh-card__top" }, statusBadge(model.status, site.statuses), badges(model)),
    el("h3", { class: "mh-card__name" }, el("a", { href: site.link(model) }, nameOf(model))),
    model.title !== model.name && el("p", { class: "mh-card__title", dir: "auto" }, marked(model.marked.title)),
    el("p", { class: "mh-card__text", dir: "auto" }, marked(model.excerpt)),
    el(
      "ul",
      { class: "mh-card__facts" },
      model.tasks.map((name) => el("li", { class: "mh-card__task" }, name)),
      languages(model.languageNames).map((name) => el("li", {}, name)),
      model.edition && el("li", {}, model.edition),
    ),
    figures(model),
    el("p", { class: "mh-card__foot" }, site.pick(model), el("span", { class: "mh-card__date" }, model.date)),
  );
}

/** Let the models of cards that came with the page be picked as well. */
export function adopt(place, pick) {
  for (const item of place.querySelectorAll(".mh-card")) {
    const link = item.querySelector(".mh-card__name a");
    const url = decodeURIComponent(link.pathname.replace(/\/(?:index\.html)?$/, "").split("/").at(-1));
    item.querySelector(".mh-card__foot").prepend(pick({ url, name: link.textContent }));
  }
}

/** A name with what was found marked; it may break after its underscores. */
const nameOf = (model) =>
  model.marked.name.flatMap(({ text, hit }) => (hit ? el("mark", {}, breakable(text)) : breakable(text)));

/** Three languages by name, and how many more. */
function languages(names) {
  return names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more languages`] : names;
}

const badges = (model) => [
  model.recommended && el("span", { class: "mh-badge mh-badge--good" }, "Recommended"),
  model.deprecated && el("span", { class: "mh-badge mh-badge--old" }, "Deprecated"),
];

/** What was measured, or else claimed, and how large and fast the model is. */
function figures(model) {
  const best = model.measured ?? model.claimed;
  const facts = [
    best && [score(best), " ", model.measured ? origin("observed", "measured") : origin("claimed")],
    model.parameters && `${parameters(model.parameters)} parameters`,
    model.bytes && bytes(model.bytes),
    model.latency && `${duration(model.latency)} an answer`,
  ].filter(Boolean);
  return facts.length ? el("ul", { class: "mh-card__figures" }, facts.map((fact) => el("li", {}, fact))) : null;
}

/**
 * The models as a table.
 * @param {string} sort The order in force; `ask(sort)` asks for another.
 */
export function table(found, site, sort, ask) {
  const heads = COLUMNS.map((column) => {
    const current = column.sort && column.sort === sort;
    const order = column.sort === "name" || column.sort === "size" || column.sort === "speed" ? "ascending" : "descending";
    const text = column.sort
      ? el("button", { type: "button", class: "mh-sort", "data-key": `sort:${column.sort}`, click: () => ask(column.sort) }, column.title)
      : column.title;
    const kind = column.number ? "mh-number" : null;
    return el("th", { role: "columnheader", scope: "col", class: kind, "aria-sort": current && order }, text);
  });
  const compare = el("th", { role: "columnheader", scope: "col" }, el("span", { class: "mh-sr" }, "Compare"));
  const rows = found.map((model) =>
    el("tr", { role: "row" }, el("td", { role: "cell", class: "mh-pick-cell" }, site.pick(model)), COLUMNS.map((column) => cell(column, model, site))),
  );
  return el(
    "div",
    { class: "mh-scroll", role: "region", "aria-label": "Models", tabindex: "0" },
    el(
      "table",
      { class: "mh-models mh-models--found", role: "table" },
      el("caption", { class: "mh-sr" }, `${grouped(found.length)} models of this page`),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, compare, heads)),
      el("tbody", { role: "rowgroup" }, rows),
    ),
  );
}

function cell(column, model, site) {
  const content = column.cell(model, site);
  const empty = content === "" || content?.length === 0;
  if (column.head) return el("th", { role: "rowheader", scope: "row" }, content);
  const kind = column.number ? "mh-number" : null;
  return el("td", { role: "cell", class: kind, "data-title": empty ? null : column.title }, empty ? "–" : content);
}

const nameCell = (model, site) => [
  el("a", { href: site.link(model) }, nameOf(model)),
  ...badges(model).map((badge) => badge && [" ", badge]).flat(),
  model.title !== model.name && el("span", { class: "mh-note", dir: "auto" }, marked(model.marked.title)),
];
