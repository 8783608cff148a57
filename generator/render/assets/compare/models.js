/* Models as the site has them: models/<address>/model.json, an entry of the catalogue each. */

/** Most models side by side. */
export const MOST = 4;

/** What the name of a model's folder may be; anything else in the address bar leads nowhere. */
const ADDRESS = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

/** The models and the switch that an address asks for: {urls, only}; `urls` are different from each other. */
export function asked(search) {
  const query = new URLSearchParams(search);
  const urls = [...new Set(query.getAll("model").map(folderOf).filter(Boolean))];
  return { urls, only: query.get("only") === "differences" };
}

/** The address that asks for these; the reverse of `asked`. */
export function query({ urls, only }) {
  const parts = urls.map((url) => ["model", url]);
  if (only) parts.push(["only", "differences"]);
  const text = new URLSearchParams(parts).toString();
  return text ? `?${text}` : "";
}

/** The folder that somebody means who writes "news_en", "models/news_en/" or the whole address of the model's page. */
export function folderOf(text) {
  const trimmed = text.trim();
  const found = /(?:^|\/)models\/([^/?#]+)/.exec(trimmed);
  if (!found) return trimmed;
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return found[1];
  }
}

const loaded = new Map();

/** A model: {url, entry}, or {url, problem} where there is none. */
export function load(root, url) {
  if (!loaded.has(url)) {
    const model = fetched(root, url);
    loaded.set(url, model);
    // What failed for a moment may be asked for again.
    model.then((found) => found.passing && loaded.delete(url));
  }
  return loaded.get(url);
}

async function fetched(root, url) {
  if (!ADDRESS.test(url)) return { url, problem: "that is not how the address of a model looks" };
  let answer;
  try {
    answer = await fetch(new URL(`models/${encodeURIComponent(url)}/model.json`, root));
  } catch {
    return { url, problem: "it could not be loaded: there is no connection to the site", passing: true };
  }
  if (answer.status === 404) return { url, problem: "this hub has no model with this address" };
  if (!answer.ok)
    return { url, problem: `it could not be loaded: the server answered ${answer.status}`, passing: true };
  try {
    const entry = await answer.json();
    return typeof entry?.name === "string" ? { url, entry: today(entry) } : { url, problem: "what the site has of it is no model" };
  } catch {
    return { url, problem: "what the site has of it cannot be read" };
  }
}

/** An entry as it is now: its record may have expired since the site was built. */
function today(entry) {
  const isLate = entry.expires && Date.now() >= Date.parse(entry.expires);
  return isLate ? { ...entry, status: "stale" } : entry;
}
