/*
 * Models in the panel of Material's search, above the pages that it finds itself.
 *
 * Material's keys work on every link in its element of results; it asks each for a `data-md-score` when Enter is to open
 * the best one.
 */

import { el, grouped, marked, models, settled, statusBadge, unpressed } from "../dom.js";

const SHOWN = 8;
/** Milliseconds without typing before it is searched. */
const PAUSE = 80;
/** Above all scores of Material's. */
const BEST = 1_000_000;

/**
 * Connect the search's field with the engine.
 * @param {HTMLInputElement} field The field of Material's search.
 * @param {object} site `root`, `ending` of a page's address, `browse`: the browse page's address, `openFinder`.
 * @param {boolean} isEntered Whether Enter was pressed already.
 */
export function connect(field, site, isEntered) {
  const results = document.querySelector("[data-md-component=search-result]");
  if (results) new Panel(field, results, site, isEntered).start();
}

class Panel {
  constructor(field, results, site, isEntered) {
    Object.assign(this, { field, site, query: null, turn: 0, pending: false, isEntered });
    this.head = el("p", { class: "mh-found__head", role: "status" });
    this.list = el("ol", { class: "mh-found__list" });
    this.unpressed = unpressed(this.list);
    this.element = el("div", { class: "mh-found", hidden: true }, this.head, this.list);
    results.classList.add("mh-found-above");
    results.insertBefore(this.element, results.lastElementChild);
  }

  start() {
    const search = settled(() => this.#search(), PAUSE);
    this.field.addEventListener("input", () => {
      this.pending = this.#typed() !== this.query;
      search();
    });
    this.field.addEventListener("focus", () => this.#search());
    for (const event of ["click", "input"]) this.field.addEventListener(event, () => this.#open());
    this.field.form?.addEventListener("reset", () => setTimeout(() => this.#search()));
    document.addEventListener("keydown", (event) => this.#enter(event), true);
    this.site.openFinder().catch(() => {}); // So that it is there when the first word is.
    this.#search();
  }

  #typed() {
    return this.field.value.trim();
  }

  /** Material closes its search a moment after a change of page; a field that the reader is in by then does not open it. */
  #open() {
    const toggle = document.querySelector("[data-md-toggle=search]");
    if (toggle && !toggle.checked) toggle.click();
  }

  /** Enter before the results are there opens the first of them when they are. */
  #enter(event) {
    if (event.key !== "Enter" || event.target !== this.field || !this.pending) return;
    event.preventDefault();
    event.stopPropagation();
    this.isEntered = true;
  }

  async #search() {
    const query = this.#typed();
    if (query === this.query) return;
    this.query = query;
    const turn = ++this.turn;
    if (!query) {
      this.pending = this.isEntered = false;
      this.element.hidden = true;
      return;
    }
    this.pending = true;
    let show;
    try {
      const finder = await this.site.openFinder();
      const found = await finder.find({ query, sort: "relevance", from: 0, size: SHOWN });
      show = () => this.#show(query, found, finder);
    } catch (error) {
      console.warn(error);
      show = () => this.#fail();
    }
    await this.unpressed();
    if (turn !== this.turn) return;
    show();
    if (this.#typed() !== query) return; // More was typed meanwhile, and is searched in a moment: Enter is for that.
    this.pending = false;
    if (this.isEntered) this.list.querySelector("a")?.click();
    this.isEntered = false;
  }

  #show(query, found, finder) {
    const statuses = new Map(finder.facets.find(({ key }) => key === "status")?.values.map(({ value, label }) => [value, label]));
    this.element.hidden = false;
    this.head.textContent = found.total ? `${models(found.total)}${found.partial ? " with some of these words" : ""}` : "No models";
    const items = found.models.map((model, index) => this.#model(model, statuses, BEST - index));
    if (found.total > SHOWN) items.push(this.#all(query, found.total));
    this.list.replaceChildren(...items.map((item) => el("li", {}, item)));
    this.element.closest(".md-search__scrollwrap")?.scrollTo(0, 0);
  }

  #fail() {
    this.element.hidden = false;
    this.query = null; // The next letter tries again.
    this.head.textContent = "Models cannot be searched now: their index could not be read.";
    this.list.replaceChildren();
  }

  #model(model, statuses, score) {
    const facts = [...model.tasks, ...model.languageNames.slice(0, 3), model.edition].filter(Boolean).join(" · ");
    return this.#link(
      new URL(`models/${model.url}/${this.site.ending}`, this.site.root).href,
      score,
      el("span", { class: "mh-found__name" }, marked(model.marked.name), " ", statusBadge(model.status, statuses)),
      model.title !== model.name && el("span", { class: "mh-found__title", dir: "auto" }, marked(model.marked.title)),
      el("span", { class: "mh-found__text", dir: "auto" }, marked(model.excerpt)),
      el("span", { class: "mh-found__facts" }, facts),
    );
  }

  #all(query, total) {
    const address = new URL(this.site.browse);
    address.searchParams.set("query", query);
    return this.#link(address.href, 0, el("span", { class: "mh-found__all" }, `All ${grouped(total)} models for “${query}”`));
  }

  #link(href, score, ...content) {
    // Spans, unlike articles and paragraphs, name the link that they stand in.
    const inner = el("span", { class: "md-search-result__article md-typeset", "data-md-score": String(score) }, content);
    return el("a", { href, class: "md-search-result__link", tabindex: "-1" }, inner);
  }
}
