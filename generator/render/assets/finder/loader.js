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

  /**
   * The file that names the others: always asked for, so that it is never older than the site.
   * @param {?Promise<Response>} asked Where it was asked for already.
   */
  async open(asked = null) {
    const url = new URL("meta.json.gz", this.#root);
    return read(await (asked ?? fetch(url, { cache: "no-cache" })), url);
  }

  get(folder, name) {
    const path = `${folder}/${name}.json.gz`;
    if (!this.#files.has(path)) {
      const url = new URL(path, this.#root);
      const file = fetch(url).then((response) => read(response, url));
      this.#files.set(path, file);
      file.catch(() => this.#files.delete(path));
    }
    return this.#files.get(path);
  }
}

async function read(response, url) {
  if (response.status === 404 || response.status === 410) throw new Gone(`${url} is not there`);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some servers say of such a file that it is encoded, and then the browser decoded it already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
  // Written at once: that takes a quarter of the time of piping a stream of it.
  const unpacking = new DecompressionStream("gzip");
  const writer = unpacking.writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  const [text] = await Promise.all([new Response(unpacking.readable).text(), written]);
  return JSON.parse(text);
}
