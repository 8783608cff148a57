/*
 * Texts to words, as `generator/publish/finder/words.py` does it: what a card's words are and what a query's words are
 * must be the same, so a change here is one there.
 */

const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ" };
const SPECIAL = /[ßæœøłđðþıς]/g;
/** Marks count as letters where a word cannot be written without them. */
const WORD = /[\p{L}\p{N}\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u0f84\u1000-\u103f\u1780-\u17d3]+/gu;
/** Scripts that put no spaces between words: indexed by pairs of characters. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
const WHOLE = /^[\p{L}\p{N}]+(?:[_.-]+[\p{L}\p{N}]+)+$/u;

/** More words than this are hardly a name. */
const LONGEST_NAME = 8;

/** A text without case, diacritics and other ways to write a letter. */
export function fold(text) {
  const bare = text.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase();
  return bare.replace(SPECIAL, (letter) => LETTERS[letter]);
}

/** The words of a query: {text, isLast, isUnspaced}; the last one may be the beginning of a word. */
export function wordsOf(query) {
  const words = [];
  for (const [token] of fold(query).matchAll(WORD)) {
    let end = 0;
    for (const run of token.matchAll(UNSPACED)) {
      if (run.index > end) words.push({ text: token.slice(end, run.index), isUnspaced: false });
      words.push(...pairs(run[0]).map((text) => ({ text, isUnspaced: true })));
      end = run.index + run[0].length;
    }
    if (end < token.length) words.push({ text: token.slice(end), isUnspaced: false });
  }
  const distinct = words.filter((word, index) => index === words.findLastIndex(({ text }) => text === word.text));
  return distinct.map((word) => ({ ...word, isLast: word === words.at(-1) && !/\s$/.test(query) }));
}

/** The names that a query may mean, as the index has them: {text: "_ner_dl", isPrefix} of "ner_dl", "ner-dl" and "ner dl". */
export function namesOf(query) {
  const parts = fold(query).split(/\s+/).filter((part) => WHOLE.test(part));
  const names = parts.map((part) => ({ text: `_${part.replace(/[_.-]+/g, "_")}`, isPrefix: true }));
  const words = [...fold(query).matchAll(WORD)].map(([word]) => word);
  const whole = `_${words.join("_")}`;
  const isNew = words.length > 1 && words.length <= LONGEST_NAME && !names.some(({ text }) => text === whole);
  return isNew ? [...names, { text: whole, isPrefix: false }] : names;
}

/** Where the words of a text stand: [[start, end, folded], …]. */
export function places(text) {
  const found = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) found.push([match.index, match.index + match[0].length, fold(match[0])]);
  return found;
}

function pairs(run) {
  const letters = [...run];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, index) => letters[index] + letter);
}
