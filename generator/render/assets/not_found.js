/*
 * On the page for addresses that lead nowhere: puts what the address seems to look for into the search field.
 * `/hub/models/2021-11-01-news_topic_en/` becomes `news topic en`.
 */

/** The words of the last part of an address that says something. */
export const wordsOf = (path) => {
  const parts = path.split("/").map(decoded).map((part) => part.replace(/\.\w+$/, ""));
  const last = parts.filter((part) => part && part !== "index").at(-1) ?? "";
  return last.replace(/^\d{4}-\d\d-\d\d-/, "").replace(/[\s_-]+/g, " ").trim().slice(0, 100);
};

const decoded = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Not UTF-8, or no escape at all
  }
};

const field = document.getElementById("mh-not-found");
if (field && !field.value) field.value = wordsOf(location.pathname);
