/* Words that are nearly another one. */

/** How many typing mistakes a word of this length may have. */
export const allowance = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** Corrections of one word, and how much rarer than the first they may be: each is half as frequent. */
const MOST = 3;
const RARER = 4;

/**
 * The words of a vocabulary that a word may have been meant as: fewest mistakes, then most frequent.
 *
 * @param vocabulary [[word, how frequent], …]
 * @param isPrefix Whether the word may be the beginning of a longer one.
 */
export function corrections(word, vocabulary, isPrefix) {
  const limit = allowance([...word].length);
  if (!limit) return [];
  let [fewest, near] = [limit, []];
  for (const [other, frequency] of vocabulary) {
    if (other.length < word.length - fewest || (!isPrefix && other.length > word.length + fewest)) continue;
    const mistakes = distance(word, other, fewest, isPrefix);
    if (mistakes < fewest) [fewest, near] = [mistakes, []];
    if (mistakes <= fewest) near.push({ other, frequency, excess: Math.max(0, other.length - word.length) });
  }
  // A word that is mistyped is rarely meant as one that hardly any model has, and seldom as a much longer one.
  near.sort((a, b) => b.frequency - a.frequency || a.excess - b.excess || (a.other < b.other ? -1 : 1));
  return near.filter(({ frequency }) => frequency > near[0].frequency - RARER).slice(0, MOST).map(({ other }) => other);
}

/**
 * Letters to insert, remove, replace or swap with their neighbour between two words, as far as `limit`
 * (Damerau-Levenshtein distance, optimal string alignment); or between the first and any beginning of the second.
 */
export function distance(from, to, limit, isPrefix) {
  if (isPrefix) to = to.slice(0, from.length + limit);
  let before = null;
  let row = Array.from({ length: from.length + 1 }, (_, index) => index);
  let best = isPrefix ? row[from.length] : Infinity;
  for (let t = 1; t <= to.length; t++) {
    const next = [t];
    let least = t;
    for (let f = 1; f <= from.length; f++) {
      const isSame = from[f - 1] === to[t - 1];
      next[f] = Math.min(row[f] + 1, next[f - 1] + 1, row[f - 1] + (isSame ? 0 : 1));
      if (before && f > 1 && from[f - 1] === to[t - 2] && from[f - 2] === to[t - 1]) next[f] = Math.min(next[f], before[f - 2] + 1);
      if (next[f] < least) least = next[f];
    }
    if (isPrefix && next[from.length] < best) best = next[from.length];
    if (least > limit) return isPrefix ? best : limit + 1;
    [before, row] = [row, next];
  }
  return isPrefix ? best : row[from.length];
}
