/* What a result shows of a model, with the query's words marked. */
import { places } from "./words.js";

/** A row of the index's files → a model as `find` gives it. The row's order is that of `rows.py`. */
export function modelOf(row, words) {
  const [url, name, title, text, tasks, languages, edition, annotator, license, kind, status, date, flags, parameters, bytes, latency, hardware, observed, measured, claimed, expires] = row;
  const isLate = expires !== "" && Date.now() >= Date.parse(expires);
  return {
    url, name, title, tasks, edition, annotator, license, kind, date, parameters, bytes, latency, hardware, observed, expires,
    summary: text,
    languages: languages.map(([code]) => code),
    languageNames: languages.map(([, label]) => label),
    deprecated: flags.includes("d"),
    recommended: flags.includes("r"),
    supported: flags.includes("s"),
    status: isLate ? "stale" : status,
    measured: isLate ? null : scoreOf(measured),
    claimed: scoreOf(claimed),
    excerpt: marked(text, words),
    marked: { name: marked(name, words), title: marked(title, words) },
  };
}

const scoreOf = (score) => score && { metric: score[0], value: score[1], unit: score[2], low: score[3], high: score[4], data: score[5] };

/** A text in pieces, those that begin as one of the words does apart. */
export function marked(text, words) {
  const pieces = [];
  let end = 0;
  const push = (piece, hit) => {
    if (!piece) return;
    if (pieces.at(-1)?.hit === hit) pieces.at(-1).text += piece;
    else pieces.push({ text: piece, hit });
  };
  for (const [start, stop, folded] of places(text)) {
    for (const [from, to, hit] of hitsIn(folded, stop - start, words)) {
      push(text.slice(end, start + from), false);
      push(text.slice(start + from, start + to), hit);
      end = start + to;
    }
  }
  push(text.slice(end), false);
  return pieces;
}

const PAIR = /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]{1,2}$/;

/** The parts of one word of a text to mark: its beginning, or pairs of characters anywhere in it. */
function hitsIn(folded, length, words) {
  const begun = words.filter((word) => folded.startsWith(word)).map((word) => word.length);
  // Where folding changed the length, single characters cannot be told: then it is the whole word.
  if (folded.length !== length) return begun.length || words.some((word) => PAIR.test(word) && folded.includes(word)) ? [[0, length, true]] : [];
  const isHit = new Uint8Array(length);
  if (begun.length) isHit.fill(1, 0, Math.max(...begun));
  for (const word of words.filter((word) => PAIR.test(word))) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) isHit.fill(1, at, at + word.length);
  }
  const hits = [];
  for (let at = 0; at < length; at++) {
    if (!isHit[at]) continue;
    let to = at;
    while (to < length && isHit[to]) to++;
    hits.push([at, to, true]);
    at = to;
  }
  return hits;
}
