/*
 * Full text. The sorted words of all models are cut into files; a word of a query needs the one or two that it may
 * stand in. A posting is difference * 10 + level: how far the model's number is from the last one, and how much the
 * word matters in it, 1 to 9 (a word of its name, of its title, of its text …).
 */
import { corrections } from "./typos.js";
import { namesOf, wordsOf } from "./words.js";

/** Words that most texts have. They count where a name or a tag has them, but no model must have them. */
const COMMON = new Set(
  "a an and are as at be by can for from has have in into is it its of on or that the their these this to was which with you your".split(" "),
);
/** Of a word as it is, of its plural or singular, and at best of one that only begins with it. */
const EXACT = 1;
const PLURAL = 0.9;
const BEGINNING = 0.8;
const MISTAKEN = 0.5;
/** The last code unit: it stands behind all words that begin with what comes before it. */
const END = "\uffff";

export class Search {
  #meta;
  #loader;
  #shards;

  constructor(meta, loader) {
    this.#meta = meta;
    this.#loader = loader;
    this.#shards = meta.words.map((first, index) => ({ first, name: meta.shards.slice(index * 8, index * 8 + 8) }));
  }

  /** Everything that the words of a query say of each model. */
  async run(query) {
    const words = wordsOf(query);
    if (!words.length) return new Found(this.#meta.total, []);
    const names = namesOf(query);
    const [matches, named] = await Promise.all([
      Promise.all(words.map((word) => this.#word(word))),
      Promise.all(names.map(({ text, isPrefix }) => this.#terms(text, isPrefix ? text + END : text))),
    ]);
    const found = new Found(this.#meta.total, matches);
    for (const [index, { text }] of names.entries()) found.prefer(named[index], text);
    return found;
  }

  /** The models of a result that a filter lets through, best ones only where the result is partial. */
  select(found, allowed) {
    return found.numbers(allowed);
  }

  async #word(word) {
    const isRequired = !COMMON.has(word.text);
    const terms = await this.#lookUp(word);
    if (terms.length || !isRequired) return { word: word.text, as: [], found: terms.length > 0, isRequired, terms };
    const vocabulary = await this.#vocabulary();
    const as = corrections(word.text, vocabulary, word.isLast);
    const mistaken = await Promise.all(as.map((other) => this.#terms(other, other)));
    const weighed = mistaken.flat().map((term) => ({ ...term, factor: MISTAKEN }));
    return { word: word.text, as, found: weighed.length > 0, isRequired, terms: weighed };
  }

  /** The terms that a word stands for, each with how well it fits. */
  async #lookUp({ text, isLast, isUnspaced }) {
    const length = [...text].length;
    if (isUnspaced) return this.#weighed(text, await this.#terms(text, length > 1 ? text : text + END));
    if (length < 3) {
      const exact = await this.#terms(text, `${text}*`);
      const isThere = exact.some(({ term }) => term === text);
      return this.#weighed(text, isThere && !isLast ? exact.filter(({ term }) => term === text) : exact);
    }
    const singular = length > 4 && text.endsWith("s") && !text.endsWith("ss") ? text.slice(0, -1) : null;
    const terms = await this.#terms(singular ?? text, text + END);
    return this.#weighed(text, terms.filter(({ term }) => term.startsWith(text) || term === singular));
  }

  #weighed(text, terms) {
    return terms.map((term) => ({ ...term, factor: fit(text, term.term) }));
  }

  /** The terms from `from` to `to` with their postings. */
  async #terms(from, to) {
    let first = 0;
    let last = this.#shards.length - 1;
    while (first < last && this.#shards[first + 1].first <= from) first++;
    while (last > first && this.#shards[last].first > to) last--;
    const shards = await Promise.all(this.#shards.slice(first, last + 1).map(({ name }) => this.#loader.get("words", name)));
    return shards.flatMap(([terms, postings]) => {
      const begin = lowerBound(terms, from);
      let end = begin;
      while (end < terms.length && terms[end] <= to) end++;
      return terms.slice(begin, end).map((term, index) => ({ term, postings: postings[begin + index] }));
    });
  }

  /** Every word of four letters and more, with how frequent it is: the logarithm of the number of models. */
  async #vocabulary() {
    const { words, frequencies } = await this.#loader.get("words", `vocabulary-${this.#meta.vocabulary}`);
    return words.split(" ").map((word, index) => [word, frequencies.charCodeAt(index) - 48]);
  }
}

/** What is known of each model after all words were looked up. */
class Found {
  constructor(total, matches) {
    this.total = total;
    this.words = matches;
    this.required = matches.some(({ isRequired }) => isRequired);
    if (!matches.length) return;
    this.scores = new Float32Array(total);
    this.hits = new Uint8Array(total);
    this.optional = new Uint8Array(total);
    this.needed = 0;
    for (const match of matches) this.#add(match);
  }

  /** Take the best of a word's terms for each model: its level, by how rare all of the terms together are. */
  #add({ terms, isRequired }) {
    const best = new Float32Array(this.total);
    const touched = [];
    for (const { postings, factor } of terms) {
      let number = 0;
      for (const posting of postings) {
        number += Math.floor(posting / 10);
        const score = (posting % 10) * factor;
        if (!best[number]) touched.push(number);
        if (score > best[number]) best[number] = score;
      }
    }
    const rarity = Math.log(1 + (this.total - touched.length + 0.5) / (touched.length + 0.5));
    const counts = isRequired || !this.required ? this.hits : this.optional;
    this.needed += counts === this.hits ? 1 : 0;
    for (const number of touched) {
      this.scores[number] += best[number] * rarity;
      counts[number]++;
    }
  }

  /** Put models first that are called so, or whose name begins so. */
  prefer(terms, name) {
    for (const { term, postings } of terms) {
      let number = 0;
      for (const posting of postings) {
        number += Math.floor(posting / 10);
        if (this.hits[number]) this.scores[number] += term === name ? 1000 : (100 * name.length) / term.length;
      }
    }
  }

  /** The most words that a model has, of those that a filter lets through. */
  #most(allowed) {
    let most = 0;
    for (let number = 0; number < this.total; number++) {
      if (this.hits[number] > most && (!allowed || allowed.has(number))) most = this.hits[number];
    }
    return most;
  }

  partial(allowed) {
    const most = this.words.length ? this.#most(allowed) : 0;
    return most > 0 && most < this.needed;
  }

  /** The models found, by their numbers. */
  numbers(allowed) {
    const numbers = [];
    const least = this.words.length ? Math.max(1, this.#most(allowed)) : 0;
    for (let number = 0; number < this.total; number++) {
      if ((!least || this.hits[number] >= least) && (!allowed || allowed.has(number))) numbers.push(number);
    }
    return Int32Array.from(numbers);
  }
}

/** How well a term fits a word: 1 where it is the word. */
function fit(word, term) {
  if (term === word) return EXACT;
  if (term === `${word}s` || word === `${term}s`) return PLURAL;
  return BEGINNING * (0.4 + (0.6 * word.length) / Math.max(word.length, term.length));
}

function lowerBound(terms, term) {
  let [low, high] = [0, terms.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle] < term) low = middle + 1;
    else high = middle;
  }
  return low;
}
