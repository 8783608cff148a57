/* Loads the index's files. A file's name has a digest of its content, so one that is there is the right one. */

/** A file is not there any more: the site was built anew since it was opened. */
export class Gone extends Error {}

/** Files of one index, each loaded once. */
export class Loader {
  #root;
  #files = new Map();

  /** @param root The index's folder, as a URL that ends in a slash. */
  constructor(root) {
    this.#root = root;
  }

  /** The file that names the others: always asked for, so that it is never older than the site. */
  open() {
    return load(new URL("meta.json.gz", this.#root), "no-cache");
  }

  get(folder, name) {
    const path = `${folder}/${name}.json.gz`;
    if (!this.#files.has(path)) {
      const file = load(new URL(path, this.#root), "default");
      this.#files.set(path, file);
      file.catch(() => this.#files.delete(path));
    }
    return this.#files.get(path);
  }
}

async function load(url, cache) {
  const response = await fetch(url, { cache });
  if (response.status === 404 || response.status === 410) throw new Gone(`${url} is not there`);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some servers say of such a file that it is encoded, and then the browser decoded it already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
