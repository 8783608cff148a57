/*
 * Models picked for comparison, on whichever page of results. They are kept while the browser's tab is open.
 */

import { breakable, el } from "../dom.js";

const KEY = "modelhub:compare";
const MOST = 4;

export class Picks {
  /**
   * @param {Element} bar Where the picked models are shown.
   * @param {string} page Address of the page that compares.
   */
  constructor(bar, page) {
    this.bar = bar;
    this.page = page;
    this.picked = load();
    this.boxes = new Map();
    this.#show();
  }

  /** The checkbox of a model. */
  box(model) {
    const box = el("input", { type: "checkbox", "data-key": `pick:${model.url}`, change: () => this.#toggle(model) });
    this.boxes.set(model.url, box);
    this.#set(box, model.url);
    return el("label", { class: "mh-pick" }, box, el("span", { "aria-hidden": "true" }, "Compare"), el("span", { class: "mh-sr" }, `Compare ${model.name}`));
  }

  /** The boxes of earlier results are gone. */
  forget() {
    this.boxes.clear();
  }

  #toggle({ url, name }) {
    if (!this.picked.delete(url) && this.picked.size < MOST) this.picked.set(url, name);
    this.#changed();
  }

  #clear() {
    this.picked.clear();
    this.#changed();
  }

  #changed() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.picked]));
    } catch {
      // Without storage they are kept as long as the page is.
    }
    for (const [url, box] of this.boxes) this.#set(box, url);
    this.#show();
  }

  #set(box, url) {
    box.checked = this.picked.has(url);
    box.disabled = !box.checked && this.picked.size >= MOST;
    box.title = box.disabled ? `${MOST} models can be compared at most` : "";
  }

  #show() {
    const count = this.picked.size;
    const focused = this.bar.contains(document.activeElement);
    this.bar.hidden = !count;
    document.documentElement.classList.toggle("mh-picking", count > 0);
    this.bar.replaceChildren(
      el("ul", { class: "mh-picked__models" }, [...this.picked].map(([url, name]) => el("li", {}, this.#remove(url, name)))),
      el("p", { class: "mh-picked__do" }, this.#link(count), el("button", { type: "button", class: "mh-quiet", click: () => this.#clear() }, "Clear")),
    );
    if (focused && count) this.bar.querySelector("a, button").focus();
  }

  #link(count) {
    if (count < 2) return el("span", { class: "mh-note" }, "Choose another one to compare");
    const address = new URL(this.page);
    for (const url of this.picked.keys()) address.searchParams.append("model", url);
    return el("a", { class: "md-button md-button--primary", href: address.href }, `Compare ${count} models`);
  }

  #remove(url, name) {
    const remove = () => this.#toggle({ url, name });
    return el(
      "button",
      { type: "button", class: "mh-chip", click: remove },
      el("span", { class: "mh-sr" }, "Do not compare "),
      el("span", { class: "mh-chip__text" }, breakable(name)),
    );
  }
}

function load() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(KEY) ?? "[]").slice(0, MOST));
  } catch {
    return new Map();
  }
}
