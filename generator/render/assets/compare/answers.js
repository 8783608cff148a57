/* How an answer is shown in a cell, and what of it is compared. */
import { el } from "../dom.js";

/** Labels with scores, words with tags, or vectors that a cell shows. */
const SHOWN = 5;

const percent = (score) => score.toFixed(4);
const scored = (items) => items.slice(0, SHOWN).map(({ label, score }) => [label, percent(score)]);
const more = (count) => (count > SHOWN ? `and ${count - SHOWN} more` : "");

/** {main: text, details: [[text, text]], note} of an output, whatever its kind. */
function told(output) {
  switch (output.kind) {
    case "labels":
      return {
        main: output.predicted.join(", ") || "no label",
        details: scored(output.scores),
        note: more(output.scores.length),
      };
    case "tokens": {
      const found =
        output.scheme === "plain"
          ? output.tokens.map(({ text, tag }) => [text, tag])
          : output.spans.map(({ text, label }) => [text, label]);
      return { main: found.length ? "" : "nothing found", details: found, note: "" };
    }
    case "numbers":
      return { main: "", details: output.numbers.map(({ label, value }) => [label, String(value)]), note: "" };
    case "answer":
      return { main: output.answer || "no answer", details: [["score", percent(output.score)]], note: "" };
    case "choice":
      return { main: output.answer, details: scored(output.scores), note: more(output.scores.length) };
    case "mask":
      return { main: "", details: scored(output.candidates), note: more(output.candidates.length) };
    case "text":
      return { main: output.text, details: [], note: output.finished ? "" : "stopped at the most tokens" };
    case "transcript":
      return {
        main: output.text || "nothing heard",
        details: [],
        note: output.language ? `language: ${output.language}` : "",
      };
    case "embedding":
      return {
        main: `${output.dimension} numbers`,
        details: [["pooling", output.pooling]],
        note: "vectors of two models are not comparable",
      };
    default:
      return { main: "an answer of a kind that this page does not know", details: [], note: "" };
  }
}

/** The answer without its scores: two models that say the same agree, however sure they are. */
export function gist(output) {
  if (output.kind === "embedding") return "";
  const { main, details } = told(output);
  if (main) return main;
  return output.kind === "mask" ? (details[0]?.[0] ?? "") : JSON.stringify(details);
}

/** The answer as elements. */
export function shown(output) {
  const { main, details, note } = told(output);
  return [
    main ? el("span.mh-answer", {}, main) : null,
    details.length
      ? el(
          "ul.mh-compare__details",
          {},
          details.map(([what, value]) => el("li", {}, what, " ", el("span.mh-note", {}, value))),
        )
      : null,
    note || output.truncated
      ? el("span.mh-note", {}, [note, output.truncated ? "input cut off" : ""].filter(Boolean).join("; "))
      : null,
  ];
}
