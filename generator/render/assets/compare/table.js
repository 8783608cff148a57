/* A table of models side by side. */
import { el } from "../dom.js";

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
