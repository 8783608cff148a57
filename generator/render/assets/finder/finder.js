/*
 * Finds models without a server: full text, facets and orders over files that `generator/publish/finder` wrote, each
 * loaded when it is first needed and kept for the life of the page.
 *
 *   import { openFinder } from ".../assets/finder/finder.js";
 *   const finder = await openFinder(siteRootUrl);   // loads one small file: finder/meta.json.gz below the site's root
 *
 *   finder.total                 how many models there are
 *   finder.facets                [{key, title, distinct, values: [{value, label, count}]}]; the first values of each, and
 *                                how many there are. Keys: task, language, annotator, architecture, license, edition,
 *                                compatible, tag, label, kind, status, support, size, score, speed
 *   finder.orders                the sorts there are: relevance, recommended, date (newest first), name, size (smallest
 *                                first), score (measured ones first, then claimed ones), speed (fastest first)
 *   await finder.find({query = "", filters = {}, sort = "relevance", from = 0, size = 20})
 *       filters  {facet key: [value, …]}: any of a facet's values, and all of the facets. Empty lists do not count.
 *       gives    {total, models, partial, words}
 *         total     how many models were found
 *         models    those numbered from … from + size - 1, as below
 *         partial   true where no model has all of the words: the models have as many of them as any has
 *         words     [{word, as, found}] of the query: `as` is what was looked for instead of a word that no model has
 *                   (typing mistakes), else []; `found` is false where nothing was
 *   await finder.counts({query, filters}, key)  → Map(value → count) of the models found, as if `key` had no filter;
 *                                                 values that none has are missing
 *   await finder.values(key)     → every value of a facet: [{value, label, count}], the most frequent first
 *
 *   What depends on the day is told by the browser's clock: the status of a model whose record expired since the site was
 *   built is "stale", and nothing counts as measured of it. The counts in finder.facets are those of the build.
 *
 *   A model: {url, name, title, summary, tasks, languages, languageNames, edition, annotator, license, kind, status,
 *     date, deprecated, recommended, supported, parameters, bytes, latency, hardware, measured, claimed, observed,
 *     expires, excerpt, marked}
 *     url         the page's folder below models/
 *     languages   codes; languageNames: in English
 *     date        ISO 8601, or ""
 *     parameters, bytes, latency (seconds): 0 where not known
 *     observed    when the model was run: ISO 8601, or ""
 *     expires     until when that counts: ISO 8601, or ""
 *     measured, claimed  {metric, value, unit: "fraction" | "percent" | "number", low, high, data}, or null
 *     excerpt     [{text, hit}]: the beginning of what the card says, in pieces; `hit` is true for the query's words
 *     marked      {name: [{text, hit}], title: [{text, hit}]}: the same of name and title
 *
 * Everything from a card is text, never HTML. All calls may run at once. A call throws where a file cannot be had.
 */
import { Bits, unpacked } from "./bits.js";
import { Gone, Loader } from "./loader.js";
import { modelOf } from "./models.js";
import { Search } from "./search.js";

/**
 * Open the index of a site. Throws where it cannot be had.
 * @param {?Promise<Response>} asked The answer for finder/meta.json.gz, where that was asked for (`cache: "no-cache"`) while
 *   this module was loaded.
 */
export async function openFinder(siteRootUrl, asked = null) {
  const finder = new Finder(new Loader(new URL("finder/", new URL(siteRootUrl, globalThis.document?.baseURI))));
  await finder.reload(asked);
  return finder;
}

class Finder {
  #loader;
  #meta;
  #search;
  #facets = new Map();
  #results = new Map();

  constructor(loader) {
    this.#loader = loader;
  }

  get total() {
    return this.#meta.total;
  }

  get facets() {
    return this.#meta.facets.map(({ key, title, distinct, values }) => ({ key, title, distinct, values: values.map(valueOf) }));
  }

  get orders() {
    return ["relevance", "recommended", ...Object.keys(this.#meta.orders)];
  }

  /** Read the site's index anew; whether it is another one than before. */
  async reload(asked = null) {
    const meta = await this.#loader.open(asked);
    const isOther = meta.version !== this.#meta?.version;
    if (isOther) {
      this.#meta = meta;
      this.#facets.clear();
      this.#results.clear();
      this.#search = new Search(meta, this.#loader);
    }
    return isOther;
  }

  async find({ query = "", filters = {}, sort = "relevance", from = 0, size = 20 } = {}) {
    return this.#current(async () => {
      const { numbers, partial, words } = await this.#result(query, filters, sort);
      const page = Array.from(numbers.subarray(from, from + size));
      const rows = await Promise.all(page.map((number) => this.#row(number)));
      const marks = words.flatMap(({ word, as }) => (as.length ? as : [word]));
      return { total: numbers.length, models: rows.map((row) => modelOf(row, marks)), partial, words: words.map(({ word, as, found }) => ({ word, as, found })) };
    });
  }

  async counts({ query = "", filters = {} }, key) {
    return this.#current(async () => {
      const others = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== key));
      const facet = this.#facet(key);
      const { numbers } = await this.#result(query, others, "relevance");
      const found = Bits.of(this.total, numbers);
      const counts = new Map();
      for (const [value, lists] of (await facet).lists) {
        let count = 0;
        for (const list of lists) count += found.count(list);
        if (count) counts.set(value, count);
      }
      return counts;
    });
  }

  async values(key) {
    return this.#current(async () => (await this.#facet(key)).values);
  }

  /** Do it; where the site was built anew since it was opened, open it again and do it then. */
  async #current(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Gone) || !(await this.reload())) throw error;
      return work();
    }
  }

  /** The numbers of all models found, in order, and what became of the words. */
  #result(query, filters, sort) {
    const chosen = Object.entries(filters).filter(([, values]) => values.length).sort();
    const key = JSON.stringify([query, chosen, sort]);
    if (!this.#results.has(key)) {
      if (this.#results.size > 20) this.#results.delete(this.#results.keys().next().value);
      const result = this.#compute(query, chosen, sort);
      this.#results.set(key, result);
      result.catch(() => this.#results.delete(key));
    }
    return this.#results.get(key);
  }

  async #compute(query, chosen, sort) {
    if (!this.orders.includes(sort)) throw new RangeError(`models cannot be sorted by "${sort}"`);
    const order = sort === "relevance" || sort === "recommended" ? null : this.#loader.get("orders", `${sort}-${this.#meta.orders[sort]}`);
    const [allowed, found, column] = await Promise.all([this.#allowed(chosen), this.#search.run(query), order]);
    const numbers = this.#search.select(found, allowed);
    if (column) sortBy(numbers, unpacked(column));
    else if (sort === "relevance" && found.scores) numbers.sort((a, b) => found.scores[b] - found.scores[a] || a - b);
    return { numbers, partial: found.partial(allowed), words: found.words };
  }

  /** The models that every filter lets through; null where there is no filter. */
  async #allowed(chosen) {
    if (!chosen.length) return null;
    const parts = await Promise.all(
      chosen.map(async ([key, values]) => {
        const { lists } = await this.#facet(key);
        const bits = new Bits(this.total);
        for (const value of values) for (const list of lists.get(value) ?? []) bits.add(list);
        return bits;
      }),
    );
    return parts.reduce((all, part) => all.and(part));
  }

  /** A facet's values, and of each value the lists of its models. Numbers are disjoint in a value's lists. */
  #facet(key) {
    const facet = this.#meta.facets.find((facet) => facet.key === key);
    if (!facet) throw new RangeError(`there is no facet "${key}"`);
    if (!this.#facets.has(key)) {
      const loading = facet.of ? this.#union(facet) : this.#own(facet);
      this.#facets.set(key, loading);
      loading.catch(() => this.#facets.delete(key));
    }
    return this.#facets.get(key);
  }

  async #own(facet) {
    const rows = await this.#loader.get("facets", `${facet.key}-${facet.hash}`);
    const lists = new Map(rows.map(([value, , packed]) => [value, [unpacked(packed)]]));
    if (facet.turns) turn(rows, lists, facet.turns);
    const count = (value) => lists.get(value).reduce((sum, list) => sum + list.length, 0);
    return { lists, values: rows.map(([value, label]) => valueOf([value, label, count(value)])) };
  }

  /** A facet whose values stand for several values each of another one. */
  async #union(facet) {
    const [rows, { lists: parts }] = await Promise.all([
      this.#loader.get("facets", `${facet.key}-${facet.hash}`),
      this.#facet(facet.of),
    ]);
    const lists = new Map(rows.map(([value, , , members]) => [value, members.flatMap((member) => parts.get(member))]));
    return { lists, values: rows.map(valueOf) };
  }

  async #row(number) {
    const block = Math.floor(number / this.#meta.block);
    const rows = await this.#loader.get("models", `${block}-${this.#meta.models.slice(block * 5, block * 5 + 5)}`);
    return rows[number % this.#meta.block];
  }
}

const valueOf = ([value, label, count]) => ({ value, label, count });

/** Give models whose record expired since the site was built the value that theirs has turned into. */
function turn(rows, lists, into) {
  const now = Date.now() / 3_600_000;
  for (const [value, , , ends] of rows) {
    if (!ends.length) continue;
    const [numbers] = lists.get(value);
    const hours = unpacked(ends);
    const isOver = (_, index) => hours[index] > 0 && hours[index] <= now;
    lists.set(value, [numbers.filter((number, index) => !isOver(number, index))]);
    lists.get(into).push(numbers.filter(isOver));
  }
}

/** Sort by a column, smallest first; what has no value (-1) is last, and what is equal keeps its order. */
function sortBy(numbers, column) {
  const rank = (number) => (column[number] < 0 ? Infinity : column[number]);
  numbers.sort((a, b) => rank(a) - rank(b) || a - b);
}
