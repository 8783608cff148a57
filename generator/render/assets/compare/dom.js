/* Elements without HTML: whatever a card says ends up as text. */

/**
 * Make an element.
 *
 * @param name Of the element, with classes behind dots: "td.mh-number".
 * @param attributes By name; null, undefined and false are left out, true is an empty one.
 * @param children Nodes and texts, nested as they come; null and undefined are left out.
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** What a reader sees of a status: the icon is the style sheet's. */
export function status(name, words) {
  const known = Object.hasOwn(words, name);
  return el(`span.mh-status${known ? `.mh-status--${name}` : ""}`, {}, known ? words[name] : String(name));
}

/** Whether a figure is claimed or observed. */
export const origin = (kind) => el(`span.mh-origin.mh-origin--${kind}`, {}, kind);

/**
 * A table with a column a model.
 *
 * @param caption Of the table.
 * @param heads Its columns' heads: texts or nodes.
 * @param rows {name, note, cells: [nodes or texts], differs}: `differs` is null where that is no question.
 */
export function table(caption, heads, rows) {
  const row = ({ name, note, cells, differs }) =>
    el(
      "tr",
      { "data-mh-same": differs === false },
      el(
        "th",
        { scope: "row" },
        el("span", { dir: "auto" }, name),
        differs ? el("span.mh-differs", {}, "differs") : null,
        note ? el("span.mh-note.mh-meaning", {}, note) : null,
      ),
      cells.map((cell) => el("td", { dir: "auto" }, cell)),
    );
  return el(
    "div.mh-scroll",
    { role: "region", "aria-label": caption, tabindex: "0" },
    el(
      "table.mh-table.mh-table--compare",
      {},
      el("caption", {}, caption),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("td"),
          heads.map((head) => el("th", { scope: "col" }, head)),
        ),
      ),
      el("tbody", {}, rows.map(row)),
    ),
  );
}
