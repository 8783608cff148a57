/*
 * What is looked for, as the page's address has it:
 *
 *   ?query=bert&task=NER&language=en&language=fr&sort=date&view=table&page=2
 *
 * The free text is `query` and not `q`, for Material takes `q` for its own search and opens that.
 */

export const SORTS = ["relevance", "recommended", "date", "name", "score", "size", "speed"];
export const VIEWS = ["cards", "table"];
const OWN = new Set(["query", "q", "sort", "view", "page"]);
/** Parameters of the theme and of those who count visitors. */
const FOREIGN = /^(?:h|utm_\w+|fbclid|gclid)$/;

/** The order where none is asked for. */
export const usualSort = (state) => (state.query ? "relevance" : "recommended");

/** The order that is in force: without words nothing is more relevant than anything else. */
export const sortOf = (state) => (state.sort && !(state.sort === "relevance" && !state.query) ? state.sort : usualSort(state));

/**
 * Read an address's query string.
 * @param {string} search `?…`
 * @param {?Set<string>} facets Keys that are facets; without them, every key that is nothing else.
 */
export function readState(search, facets = null) {
  const given = new URLSearchParams(search);
  const filters = {};
  for (const [key, value] of given) {
    if (OWN.has(key) || !value || (facets ? !facets.has(key) : FOREIGN.test(key))) continue;
    filters[key] = [...new Set([...(filters[key] ?? []), value])];
  }
  const sort = given.get("sort");
  const view = given.get("view");
  return {
    query: (given.get("query") ?? given.get("q") ?? "").trim(),
    filters,
    sort: SORTS.includes(sort) ? sort : "",
    view: VIEWS.includes(view) ? view : VIEWS[0],
    page: Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1),
  };
}

/** The query string of a state, `""` for that of the bare page. Same state, same string. */
export function writeState(state) {
  const given = new URLSearchParams();
  if (state.query) given.append("query", state.query);
  for (const key of Object.keys(state.filters).sort()) {
    for (const value of state.filters[key]) given.append(key, value);
  }
  if (state.sort && state.sort !== usualSort(state)) given.append("sort", state.sort);
  if (state.view !== VIEWS[0]) given.append("view", state.view);
  if (state.page > 1) given.append("page", String(state.page));
  const written = given.toString();
  return written ? `?${written}` : "";
}

/** The state with one value of a facet chosen or given up; back on the first page. */
export function toggled(state, key, value) {
  const chosen = state.filters[key] ?? [];
  const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  const filters = { ...state.filters, [key]: values };
  if (!values.length) delete filters[key];
  return { ...state, filters, page: 1 };
}

/** Every chosen value as `[key, value]`. */
export const chosen = (state) =>
  Object.entries(state.filters).flatMap(([key, values]) => values.map((value) => [key, value]));
