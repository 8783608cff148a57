/*
 * What every page runs. It stays small: what only some pages need is loaded when they do.
 *
 * <time data-mh-age datetime="…">…</time><span></span>   the span gets the age
 * data-mh-until="…"                                      is shown until this time
 * data-mh-from="…" hidden                                is shown from then on
 * data-mh-browse                                         the browse page: browse/browse.js brings it to life
 *
 * The first look into the header's search loads search/search.js, which finds models.
 */
(() => {
  const ROOT = new URL("../", document.currentScript.src).href;
  const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60]];

  const age = (seconds) => {
    const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? UNITS.at(-1);
    const count = Math.floor(seconds / length);
    return `${count} ${unit}${count === 1 ? "" : "s"} ago`; // Intl would take longer than all the rest here.
  };

  const showAges = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll("time[data-mh-age]")) {
      const seconds = (now - Date.parse(time.dateTime)) / 1000;
      if (seconds >= 0) time.nextElementSibling.textContent = `, ${age(seconds)}`;
    }
    for (const part of document.querySelectorAll("[data-mh-until]")) part.hidden = now > Date.parse(part.dataset.mhUntil);
    for (const part of document.querySelectorAll("[data-mh-from]")) part.hidden = !(now > Date.parse(part.dataset.mhFrom));
  };

  const load = (path) => import(new URL(`assets/${path}`, ROOT).href);

  /**
   * The engine that finds models, opened once; where that failed, the next call tries again. All that it is made of is asked
   * for at once: each module would tell of the next one only when it is there.
   */
  const ENGINE = ["finder", "bits", "loader", "models", "search", "typos", "words"];
  let opening;
  const openFinder = () => {
    if (opening) return opening;
    const index = fetch(new URL("finder/meta.json.gz", ROOT), { cache: "no-cache" });
    index.catch(() => {}); // Who reads it is told.
    opening = Promise.all(ENGINE.map((name) => load(`finder/${name}.js`))).then(([{ openFinder }]) => openFinder(ROOT, index));
    opening.catch(() => (opening = undefined));
    return opening;
  };

  /** What the address of a page has after its folder: that of the home page tells. */
  const ending = document.querySelector(".md-logo")?.getAttribute("href")?.endsWith("index.html") ? "index.html" : "";
  const site = { root: ROOT, ending, browse: new URL(`models/${ending}`, ROOT).href, openFinder };

  /* The browse page */
  const BROWSE = ["dom", "browse/compare", "browse/drawer", "browse/facets", "browse/parts", "browse/results", "browse/state"];
  let leaving;
  const browse = () => {
    leaving?.abort();
    const page = document.querySelector("[data-mh-browse]");
    if (!page?.querySelector("[data-mh=query]")) return;
    leaving = new AbortController();
    const { signal } = leaving;
    if (location.search) page.classList.add("mh-browse--waiting"); // What came with the page is not what was asked for.
    openFinder().catch(() => {}); // It is loaded at the same time; who needs it is told.
    for (const name of BROWSE) load(`${name}.js`).catch(() => {});
    load("browse/browse.js")
      .then(({ start }) => start(page, ROOT, openFinder, signal))
      .catch((error) => {
        console.warn(error);
        page.classList.remove("mh-browse--waiting");
        page.classList.add("mh-browse--unscripted");
      });
  };

  /* The header's search, if the site has one */
  const field = document.querySelector("[data-md-component=search-query]");
  if (field) {
    field.setAttribute("aria-label", "Search models and pages");
    field.closest("[role=dialog]:not([aria-label])")?.setAttribute("aria-label", "Search"); // The theme gives it no name.
    const connect = () => {
      let isEntered = false;
      const early = (event) => {
        if (event.key !== "Enter" || event.target !== field || !field.value.trim()) return;
        event.preventDefault();
        event.stopPropagation();
        isEntered = true;
      };
      document.addEventListener("keydown", early, true); // Enter may come before the script that answers it.
      openFinder().catch(() => {}); // It is loaded at the same time; who needs it is told.
      load("dom.js").catch(() => {});
      load("search/search.js")
        .then(({ connect }) => connect(field, site, isEntered))
        .catch(console.warn)
        .finally(() => document.removeEventListener("keydown", early, true));
    };
    if (field.value || document.activeElement === field) connect();
    else field.addEventListener("focus", connect, { once: true });
  }

  /* `/` leads to the page's own field; where there is none, the theme opens its search, and without that it is the browse page. */
  const isTyping = ({ target }) => target.isContentEditable || /^(?:INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  const slash = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const own = document.querySelector("[data-mh=query]");
    if (own) own.focus();
    else if (!field) location.assign(`${site.browse}#mh-query`);
    if (!own && field) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", slash, true);

  /* Colours do not fade while the reader changes them. The theme says so to every page, which render/lean.py takes away. */
  const still = () => {
    const sheet = new CSSStyleSheet();
    const all = ["*", "::before", "::after"].map((part) => `[data-md-color-switching] ${part}`);
    sheet.replaceSync(`${all.join()} { transition-duration: 0s !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };
  document.querySelector("[data-md-component=palette]")?.addEventListener("change", still, { capture: true, once: true });

  const show = () => {
    showAges();
    browse();
  };

  // Material replaces pages without loading them anew where it is told to; then it says so here.
  if (window.document$) window.document$.subscribe(show);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
