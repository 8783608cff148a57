/*
 * The age of what was observed, and records that expired since the site was built. The pages say all else without it.
 *
 * <time data-mh-age datetime="…">…</time><span></span>   the span gets the age
 * data-mh-until="…"                                      is shown until this time
 * data-mh-from="…" hidden                                is shown from then on
 */
(() => {
  const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const words = new Intl.RelativeTimeFormat("en");

  const age = (seconds) => {
    const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? UNITS.at(-1);
    return words.format(-Math.floor(seconds / length), unit);
  };

  const show = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll("time[data-mh-age]")) {
      const seconds = (now - Date.parse(time.dateTime)) / 1000;
      if (seconds >= 0) time.nextElementSibling.textContent = `, ${age(seconds)}`;
    }
    for (const part of document.querySelectorAll("[data-mh-until]")) part.hidden = now > Date.parse(part.dataset.mhUntil);
    for (const part of document.querySelectorAll("[data-mh-from]")) part.hidden = !(now > Date.parse(part.dataset.mhFrom));
  };

  // The theme opens its search as a dialog without a name. Its field has one, in the theme's language.
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  search?.setAttribute("aria-label", search.querySelector("input")?.getAttribute("aria-label") ?? "Search");

  // Material replaces pages without loading them anew where it is told to; then it says so here.
  if (window.document$) window.document$.subscribe(show);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
