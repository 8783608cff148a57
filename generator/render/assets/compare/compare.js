/*
 * Two to four models side by side. Which ones stands in the page's address: ?model=<folder>&model=<folder>, where a
 * folder is that of the model's page below models/; &only=differences hides what is the same.
 */
import { el } from "../dom.js";
import { MOST, asked, load, query } from "./models.js";
import { picker } from "./picker.js";
import { comparison } from "./sections.js";

/** Fill the page, unless it is another one, or filled already. */
function fill() {
  const page = document.getElementById("mh-compare");
  if (page?.hidden) start(page);
}

fill();
// Material replaces pages without loading them anew where it is told to; then it says so here.
window.document$?.subscribe(fill);

function start(place) {
  const root = new URL(place.dataset.mhRoot, document.baseURI).href;
  const words = JSON.parse(place.dataset.mhWords);
  words.statuses = new Map(Object.entries(words.statuses));
  const [form, chosen, only, copy, said, result] = [
    "form",
    ".mh-compare__chosen",
    "[name=only]",
    "[name=copy]",
    "[role=status]",
    ".mh-compare__result",
  ].map((name) => place.querySelector(name));
  const link = (url) => `${root}models/${encodeURIComponent(url)}/${place.dataset.mhPage}`;
  let drawing = 0;

  const go = (state) => {
    history.pushState(null, "", location.pathname + query(state));
    draw();
  };
  const add = (url) => {
    const state = asked(location.search);
    if (state.urls.includes(url)) said.textContent = `${url} is here already.`;
    else if (state.urls.length >= MOST) said.textContent = `${MOST} models at most: remove one first.`;
    else go({ ...state, urls: [...state.urls, url] });
  };
  const remove = (url) => {
    const state = asked(location.search);
    go({ ...state, urls: state.urls.filter((other) => other !== url) });
    form.querySelector("input").focus();
  };

  async function draw() {
    if (!place.isConnected) return; // The reader went to another page.
    const mine = ++drawing;
    const { urls, only: differences } = asked(location.search);
    const shown = urls.slice(0, MOST);
    only.checked = differences;
    place.classList.toggle("mh-compare--only", differences);
    if (shown.length) said.textContent = "Loading …";
    const models = await Promise.all(shown.map((url) => load(root, url)));
    if (mine !== drawing) return; // The address changed meanwhile.
    chosen.replaceChildren(...models.map((model) => tag(model, remove, link)));
    const there = models.filter((model) => model.entry);
    said.textContent = message(urls, models, there);
    only.closest("label").hidden = there.length < 2;
    copy.hidden = !there.length;
    result.replaceChildren(...(there.length ? comparison(there, words, link) : []));
  }

  picker(form, root, add);
  only.addEventListener("change", () => {
    history.replaceState(null, "", location.pathname + query({ ...asked(location.search), only: only.checked }));
    place.classList.toggle("mh-compare--only", only.checked);
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = "The link to this comparison was copied.";
    } catch {
      said.textContent = `Copying is not allowed here; the link is ${location.href}`;
    }
  });
  addEventListener("popstate", draw);
  place.hidden = false;
  draw();
}

/** A model that was chosen, with a button that removes it; what is wrong with it where it cannot be shown. */
function tag({ url, entry, problem }, remove, link) {
  const button = el("button.mh-compare__remove", { type: "button", "aria-label": `Remove ${entry?.name || url}` }, "✕");
  button.addEventListener("click", () => remove(url));
  const name = entry ? el("a", { href: link(url), dir: "auto" }, entry.name || url) : el("code", { dir: "auto" }, url);
  return el(
    "li",
    {},
    el("span", {}, name, problem ? el("span.mh-compare__problem", {}, `: ${problem}`) : null),
    button,
  );
}

/** What is said of it all in one sentence. */
function message(urls, models, there) {
  const left = urls.length - models.length;
  const missing = models.length - there.length;
  const parts = [
    missing ? `${missing} of ${models.length} cannot be shown.` : "",
    left ? `${left} more ${left === 1 ? "was" : "were"} asked for; ${MOST} at most are shown.` : "",
    !models.length
      ? "No model is chosen yet."
      : there.length === 1 && !missing
        ? "Add another model to compare it with."
        : "",
  ];
  return parts.filter(Boolean).join(" ") || `${there.length} models side by side.`;
}
