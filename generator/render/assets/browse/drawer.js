/*
 * The filters on a phone: the same panel, moved into a dialogue while that is open.
 */

import { models } from "../dom.js";

/** As browse.css has it. */
const NARROW = "(max-width: 59.984375em)";

export class Drawer {
  /**
   * @param {Element} side The panel's place beside the results.
   * @param {Element} panel What is moved.
   * @param {HTMLDialogElement} dialog Where it is shown on a phone.
   * @param {Element} button Opens it.
   */
  constructor(side, panel, dialog, button) {
    Object.assign(this, { side, panel, dialog, button });
    this.done = dialog.querySelector("[data-mh-done]");
  }

  wire(signal) {
    const narrow = matchMedia(NARROW);
    this.button.addEventListener("click", () => this.#open(), { signal });
    for (const closer of this.dialog.querySelectorAll("[data-mh-close], [data-mh-done]")) {
      closer.addEventListener("click", () => this.dialog.close(), { signal });
    }
    this.dialog.addEventListener("close", () => this.side.append(this.panel), { signal });
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close(), { signal });
    narrow.addEventListener("change", () => !narrow.matches && this.dialog.open && this.dialog.close(), { signal });
  }

  #open() {
    this.dialog.querySelector("[data-mh-place]").append(this.panel);
    this.dialog.showModal();
  }

  /** Say how many filters are chosen, and how many models they leave. */
  count(filters, total) {
    this.button.textContent = filters ? `Filters (${filters})` : "Filters";
    this.done.textContent = `Show ${models(total)}`;
  }
}
