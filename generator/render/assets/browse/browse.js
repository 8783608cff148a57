/*
 * The browse page: what is looked for stands in the address, and everything is shown from that.
 */

import { Picks } from "./compare.js";
import { el, grouped, models, settled, unpressed } from "../dom.js";
import { Drawer } from "./drawer.js";
import { Facets } from "./facets.js";
import { chips, nothing, pages } from "./parts.js";
import { adopt, cards, table } from "./results.js";
import { chosen, readState, sortOf, toggled, usualSort, writeState } from "./state.js";

/** Milliseconds without typing before it is searched. */
const PAUSE = 120;
/** Milliseconds before results that are on their way dim the old ones. */
const PATIENCE = 200;

/**
 * Bring a browse page to life.
 * @param {Element} page The element with `data-mh-browse`.
 * @param {string} root Address of the site's root.
 * @param {function(string): Promise<object>} openFinder Opens the engine.
 * @param {AbortSignal} signal Ends it when the page is left.
 */
export async function start(page, root, openFinder, signal) {
  try {
    const finder = await openFinder(root);
    await breath();
    const browse = new Browse(page, root, finder);
    await breath();
    if (!signal.aborted) await browse.start(signal);
  } catch (error) {
    console.warn(error);
    fail(page, () => start(page, root, openFinder, signal));
  }
}

/** Let what the reader does meanwhile come in between. */
const breath = () => globalThis.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));

/** Say that the index could not be read; the list that came with the page stays. */
function fail(page, again) {
  const message = part(page, "message");
  page.classList.remove("mh-browse--waiting");
  page.classList.add("mh-browse--failed");
  const retry = () => {
    page.classList.remove("mh-browse--failed");
    message.replaceChildren();
    again();
  };
  message.replaceChildren(
    el("div", { class: "mh-failure", role: "alert" },
      el("p", {}, "Searching and filtering do not work now: their index could not be read. The list below holds all models, page by page."),
      el("p", {}, el("button", { type: "button", class: "md-button", click: retry }, "Try again")),
    ),
  );
}

const part = (page, name) => page.querySelector(`[data-mh="${name}"]`);

class Browse {
  constructor(page, root, finder) {
    Object.assign(this, { page, root, finder, turn: 0, typing: false, edited: false });
    this.size = Number(page.dataset.mhSize);
    this.ending = page.dataset.mhEnding;
    this.keys = new Set(finder.facets.map((facet) => facet.key));
    this.statuses = new Map((finder.facets.find((facet) => facet.key === "status")?.values ?? []).map(({ value, label }) => [value, label]));
    this.picks = new Picks(part(page, "compare"), new URL(`compare/${this.ending}`, root).href);
    this.facets = new Facets(part(page, "facets"), finder, (key, value) => this.go(toggled(this.state, key, value)));
    this.unpressed = unpressed(part(page, "results"));
    this.drawer = new Drawer(part(page, "side"), part(page, "facets"), part(page, "drawer"), part(page, "filters"));
    this.site = {
      link: (model) => new URL(`models/${model.url}/${this.ending}`, root).href,
      statuses: this.statuses,
      pick: (model) => this.picks.box(model),
    };
  }

  async start(signal) {
    this.#wire(signal);
    const typed = part(this.page, "query").value.trim(); // What was typed before this was loaded counts.
    this.state = readState(location.search, this.keys);
    part(this.page, "tools").disabled = false;
    this.typing = Boolean(typed);
    await (typed ? this.go({ ...this.state, query: typed, page: 1 }) : this.#show());
    if (location.hash === "#mh-query") part(this.page, "query").focus();
  }

  #wire(signal) {
    const on = (target, event, run) => target.addEventListener(event, run, { signal });
    const query = part(this.page, "query");
    const type = settled(() => this.#type(query.value.trim()), PAUSE);
    on(query, "input", () => {
      this.edited = true;
      type();
    });
    on(query, "blur", () => (this.typing = false));
    on(query.form, "submit", (event) => {
      event.preventDefault();
      this.#type(query.value.trim());
    });
    on(part(this.page, "sort"), "change", ({ target }) => this.#sort(target.value));
    for (const button of this.page.querySelectorAll("[data-mh-view]")) {
      on(button, "click", () => this.go({ ...this.state, view: button.dataset.mhView }));
    }
    on(part(this.page, "copy"), "click", () => this.#copy());
    on(window, "popstate", () => this.#arrive());
    on(document, "click", (event) => this.#stay(event));
    this.drawer.wire(signal);
  }

  /** Show another state, as a step that Back undoes. */
  go(state, { replace = false } = {}) {
    this.state = state;
    const address = location.pathname + writeState(state);
    if (address !== location.pathname + location.search) {
      history[replace ? "replaceState" : "pushState"](null, "", address);
    }
    return this.#show();
  }

  /** Words as they are typed: one step of the history, however many letters they have. */
  #type(query) {
    this.edited = false;
    if (query === this.state.query) return;
    const replace = this.typing;
    this.typing = true;
    this.go({ ...this.state, query, page: 1 }, { replace });
  }

  #sort(sort) {
    this.go({ ...this.state, sort: sort === usualSort(this.state) ? "" : sort, page: 1 });
  }

  /** The address changed, by Back or by a link. */
  #arrive() {
    this.typing = false;
    this.state = readState(location.search, this.keys);
    this.#show();
  }

  /** Links from this page to this page, such as those of the header's search, need no loading. */
  #stay(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || link.target || link.hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    this.go(readState(link.search, this.keys));
  }

  async #copy() {
    const copied = await copy(location.href);
    this.#say(copied ? "Link copied." : "The link could not be copied: take it from the address bar.");
    const label = part(this.page, "copy-label");
    label.textContent = copied ? "Copied" : "Not copied";
    setTimeout(() => (label.textContent = "Copy link"), 2000);
  }

  /** Tell screen readers. */
  #say(text) {
    part(this.page, "say").textContent = text;
  }

  async #show() {
    const turn = ++this.turn;
    const state = this.state;
    const dim = setTimeout(() => this.page.classList.add("mh-browse--busy"), PATIENCE);
    try {
      await this.#fill(state, () => turn === this.turn);
    } catch (error) {
      console.warn(error);
      if (turn === this.turn) fail(this.page, () => this.#show());
    } finally {
      clearTimeout(dim);
      if (turn === this.turn) this.page.classList.remove("mh-browse--busy", "mh-browse--waiting");
    }
  }

  async #fill(state, current) {
    const { query, filters, page } = state;
    const sort = sortOf(state);
    if (this.#isThere(state, sort)) return this.#keep(state);
    const found = await this.finder.find({ query, filters, sort, from: (page - 1) * this.size, size: this.size });
    await this.facets.nameChosen(state);
    if (!current()) return;
    const last = Math.max(1, Math.ceil(found.total / this.size));
    if (page > last) {
      await this.go({ ...state, page: last }, { replace: true });
      return;
    }
    this.#controls(state, sort);
    const results = found.total ? this.#results(found.models, state.view, sort) : await nothing(state, this.finder, this.facets, (next) => this.go(next));
    await this.unpressed();
    if (!current()) return;
    this.#replace(part(this.page, "results"), results);
    this.#around(state, found.total, last);
    await this.facets.update(state);
  }

  /** Whether what is asked for is the list that came with the page. */
  #isThere(state, sort) {
    const first = sort === "recommended" && state.page === 1 && state.view === "cards";
    return first && !state.query && !chosen(state).length && !this.page.classList.contains("mh-browse--live");
  }

  /** Leave the list where it is, and bring all around it to life. */
  async #keep(state) {
    this.#controls(state, "recommended");
    adopt(part(this.page, "results"), this.site.pick);
    this.#around(state, this.finder.total, Math.max(1, Math.ceil(this.finder.total / this.size)));
    await breath();
    await this.facets.update(state);
  }

  /** What stands around the results. */
  #around(state, total, last) {
    this.#count(state, total, last);
    this.#replace(part(this.page, "chips"), ...chips(state, this.facets, (next) => this.go(next)));
    this.#replace(part(this.page, "pages"), ...this.#pages(state, last));
    this.page.classList.add("mh-browse--live");
    this.drawer.count(chosen(state).length, total);
  }

  #results(found, view, sort) {
    this.picks.forget();
    return view === "table" ? table(found, this.site, sort, (other) => this.#sort(other)) : cards(found, this.site);
  }

  #pages(state, last) {
    const link = (page) => location.pathname + writeState({ ...state, page });
    return pages(state.page, last, link, async (page) => {
      await this.go({ ...state, page });
      part(this.page, "heading").focus({ preventScroll: true });
      this.page.scrollIntoView();
    });
  }

  /** The controls as the state has it. */
  #controls(state, sort) {
    const query = part(this.page, "query");
    // What is being typed is newer than what is shown.
    if (!this.typing && !this.edited && query.value.trim() !== state.query) query.value = state.query;
    const select = part(this.page, "sort");
    select.querySelector("[value=relevance]").disabled = !state.query;
    select.value = sort;
    for (const button of this.page.querySelectorAll("[data-mh-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mhView === state.view));
    }
  }

  #count(state, total, last) {
    const some = state.query || chosen(state).length;
    const where = last > 1 ? `, page ${grouped(state.page)} of ${grouped(last)}` : "";
    part(this.page, "count").textContent = some ? `${grouped(total)} of ${models(this.finder.total)}${where}` : `${models(total)}${where}`;
  }

  /** Put new elements in the place of old ones; what had the focus, or its like, gets it back. */
  #replace(place, ...elements) {
    const key = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    place.replaceChildren(...elements);
    if (key === undefined) return;
    const same = place.querySelector(`[data-key="${CSS.escape(key)}"]`);
    (same ?? part(this.page, "heading")).focus({ preventScroll: true });
  }
}

/** Copy, also where the page is not served securely. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el("textarea", { class: "mh-sr", "aria-hidden": "true" }, text);
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
