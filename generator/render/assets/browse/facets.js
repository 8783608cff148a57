/*
 * The panel of facets: every value with the number of models that choosing it would leave.
 *
 * Elements stay when the panel is brought up to date, so that the focus does.
 */

import { el, grouped, settled } from "../dom.js";

/** Values that a facet shows before it is told to show more. */
const SHOWN = 6;
/** A facet with no more values than this shows all of them, in their own order. */
const FEW = 8;
/** Values that are shown at most; beyond that, one has to search. */
const MOST = 200;
/** Facets with more values than this have a field to search in them. */
const SEARCHED = 10;
/** Facets that come first and are open at first; the others follow in the engine's order. */
const FIRST = ["task", "language", "status", "support"];

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export class Facets {
  /**
   * @param {Element} panel Where the facets go.
   * @param {object} finder The engine.
   * @param {function(string, string)} toggle Told the facet and the value that was chosen or given up.
   */
  constructor(panel, finder, toggle) {
    const place = ({ key }) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
    const facets = finder.facets.filter(({ distinct }) => distinct).sort((a, b) => place(a) - place(b));
    this.facets = facets.map((facet) => new Facet(facet, finder, toggle, FIRST.includes(facet.key)));
    panel.replaceChildren(...this.facets.map((facet) => facet.element));
  }

  /** Bring all facets up to date. */
  async update(state) {
    await Promise.all(this.facets.map((facet) => facet.update(state)));
  }

  /** What a value of a facet is called. */
  label(key, value) {
    return this.facets.find((facet) => facet.key === key)?.label(value) ?? value;
  }

  /** See to it that the chosen values have their names. */
  async nameChosen(state) {
    const strange = this.facets.filter((facet) => (state.filters[facet.key] ?? []).some((value) => !facet.known.has(value)));
    await Promise.all(strange.map((facet) => facet.loadAll()));
  }
}

class Facet {
  constructor({ key, title, values, distinct }, finder, toggle, open) {
    Object.assign(this, { key, title, distinct, finder, toggle });
    this.known = new Map(values.map(({ value, label }) => [value, label]));
    this.first = new Map(values.map(({ value, count }) => [value, count]));
    this.items = new Map();
    this.wanted = "";
    this.all = false;
    this.turn = 0;
    this.element = this.#build(open);
  }

  label(value) {
    return this.known.get(value) ?? value;
  }

  async loadAll() {
    if (this.known.size >= this.distinct) return;
    for (const { value, label } of await this.finder.values(this.key)) this.known.set(value, label);
  }

  #build(open) {
    this.active = el("span", { class: "mh-facet__active", hidden: true });
    this.list = el("ul", { class: "mh-facet__values" });
    this.more = el("button", { type: "button", class: "mh-facet__more", hidden: true, click: () => this.#showAll() });
    this.note = el("p", { class: "mh-note", hidden: true });
    const body = el("div", { class: "mh-facet__body", role: "group", "aria-label": this.title }, this.#field(), this.list, this.note, this.more);
    const summary = el("summary", {}, el("span", { class: "mh-facet__title" }, this.title), this.active);
    return el("details", { class: "mh-facet", "data-facet": this.key, open, toggle: () => this.#refresh() }, summary, body);
  }

  #field() {
    if (this.distinct <= SEARCHED) return null;
    const narrow = settled((text) => {
      this.wanted = folded(text.trim());
      this.#refresh();
    }, 80);
    return el("input", {
      type: "search",
      class: "mh-facet__search",
      placeholder: `Search ${grouped(this.distinct)} …`,
      "aria-label": `Search in ${this.title}`,
      autocomplete: "off",
      spellcheck: "false",
      input: (event) => narrow(event.target.value),
    });
  }

  #showAll() {
    this.all = !this.all;
    this.#refresh();
  }

  #refresh() {
    if (this.state) this.update(this.state);
  }

  /** Count again where the facet is open; else say how many of its values are chosen. */
  async update(state) {
    this.state = state;
    const turn = ++this.turn;
    const chosen = state.filters[this.key] ?? [];
    this.active.hidden = !chosen.length;
    this.active.textContent = String(chosen.length);
    this.active.setAttribute("aria-label", `${chosen.length} chosen`);
    if (!this.element.open) return;
    const counts = this.#isWhole(state, chosen) ? this.first : await this.finder.counts({ query: state.query, filters: state.filters }, this.key);
    if (this.all || this.wanted || this.#hidesMuch(counts)) await this.loadAll();
    if (turn === this.turn) this.#show(counts, chosen);
  }

  /** Whether the counts are those of all models, and what came with the index is enough: then no file is needed. */
  #isWhole(state, chosen) {
    if (state.query || this.all || this.wanted || chosen.some((value) => !this.first.has(value))) return false;
    return Object.entries(state.filters).every(([key, values]) => key === this.key || !values.length);
  }

  /** Whether values that are not known yet would stand among the first. */
  #hidesMuch(counts) {
    const seen = [...this.known.keys()].filter((value) => counts.get(value)).length;
    return seen < Math.min(FEW, counts.size);
  }

  #show(counts, chosen) {
    const fits = this.#fitting(counts, chosen);
    const limit = this.all || this.wanted ? MOST : this.distinct > FEW ? SHOWN : FEW;
    const shown = fits.filter((value, index) => index < limit || chosen.includes(value));
    this.#place(shown.map((value) => this.#item(value, counts.get(value) ?? 0, chosen.includes(value))));
    const total = Math.max(fits.length, this.wanted ? 0 : counts === this.first ? this.distinct : counts.size);
    this.more.hidden = Boolean(this.wanted) || this.distinct <= FEW || total <= SHOWN;
    this.more.textContent = this.all ? "Show fewer" : `Show all ${grouped(total)}`;
    this.more.setAttribute("aria-label", `${this.more.textContent}: ${this.title}`);
    this.list.classList.toggle("mh-facet__values--long", shown.length > 2 * SHOWN);
    const left = fits.length - shown.length;
    this.note.hidden = Boolean(fits.length) && !(left && limit === MOST);
    this.note.textContent = fits.length ? `${grouped(left)} more: search to narrow them down.` : this.wanted ? "None is called so." : "None of the models found has one.";
  }

  /** The values to show: those that some model has or that are chosen, the most frequent first. */
  #fitting(counts, chosen) {
    const fits = [...this.known.keys()]
      .filter((value) => chosen.includes(value) || counts.get(value))
      .filter((value) => !this.wanted || folded(this.label(value)).includes(this.wanted) || folded(value).includes(this.wanted));
    if (this.distinct <= FEW) return fits;
    return fits.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (this.label(a) < this.label(b) ? -1 : 1));
  }

  /** The element of a value, made once. */
  #item(value, count, checked) {
    let item = this.items.get(value);
    if (!item) {
      const box = el("input", { type: "checkbox", value, "data-key": `${this.key}:${value}`, change: () => this.toggle(this.key, value) });
      const number = el("span", { class: "mh-facet__count" });
      const label = el("span", { class: "mh-facet__label", dir: "auto" }, this.label(value));
      item = { element: el("li", {}, el("label", {}, box, label, number)), box, number, label };
      this.items.set(value, item);
    }
    item.label.textContent = this.label(value);
    item.box.checked = checked;
    item.number.replaceChildren(grouped(count), el("span", { class: "mh-sr" }, count === 1 ? " model" : " models"));
    return item.element;
  }

  /** Put the items in their order; what has the focus keeps it. */
  #place(items) {
    const present = [...this.list.children];
    if (present.length === items.length && present.every((item, index) => item === items[index])) return;
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    this.list.replaceChildren(...items);
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }
}
