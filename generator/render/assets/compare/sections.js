/* The sections of a comparison: models → elements. */
import { shown, gist } from "./answers.js";
import { el, origin, statusBadge } from "../dom.js";
import * as told from "./facts.js";
import { table } from "./table.js";

const NOT_KNOWN = "–";
const same = (values) => values.every((value) => value === values[0]);
/** Whether values differ; of one model that is no question, and what is not known is neither the same nor different. */
const differ = (values) => {
  const known = values.filter(Boolean);
  if (values.length < 2 || (same(known) && known.length < values.length)) return null;
  return !same(known);
};
const named = (models, indexes) => indexes.map((index) => models[index].entry.name).join(", ");
const section = (title, id, ...content) => [el("h2", { id }, title), ...content.flat().filter(Boolean)];

/**
 * Everything, in reading order.
 *
 * @param models [{url, entry}]
 * @param words {statuses, metrics, lower}: the words of statuses and metrics, and the metrics that are errors.
 * @param link The address of a model's page by its folder.
 */
export function comparison(models, words, link) {
  const entries = models.map((model) => model.entry);
  const heads = () =>
    models.map((model) => el("a", { href: link(model.url), dir: "auto" }, model.entry.name || model.url));
  return [
    facts(entries, heads(), words),
    labels(entries, heads()),
    answers(models, entries, heads()),
    measured(models, entries, heads(), words),
    claimed(entries, heads(), words),
    speed(models, entries, heads()),
  ].flat();
}

function facts(entries, heads, words) {
  const standing = {
    name: "Status",
    cells: entries.map((entry) => [
      statusBadge(entry.status, words.statuses),
      el("span.mh-note.mh-meaning", {}, entry.reason),
      entry.observed && entry.status !== "not-run"
        ? el("span.mh-note.mh-meaning", {}, `run ${entry.observed.timings.started_at.slice(0, 10)}`)
        : null,
    ]),
    differs: differ(entries.map((entry) => entry.status)),
  };
  const rows = told
    .facts(entries)
    .filter(({ values }) => values.some(Boolean))
    .map(({ name, values }) => ({ name, cells: values.map((value) => value || NOT_KNOWN), differs: differ(values) }));
  return section(
    "Facts",
    "facts",
    table("Facts, as the cards have them where nothing else is said", heads, [standing, ...rows]),
  );
}

function labels(entries, heads) {
  const { common, others } = told.labels(entries);
  if (!common.length && !others.length) return [];
  const rows = others.map(({ label, has }) => ({
    name: label,
    cells: has.map((yes) => (yes ? "✓ yes" : "– no")),
    differs: true,
  }));
  return section(
    "Labels",
    "labels",
    common.length
      ? el("p", {}, entries.length > 1 ? `In all of them, ${common.length}:` : `${common.length}:`)
      : el("p", {}, "No label is predicted by all of them."),
    el(
      "ul.mh-labels",
      {},
      common.map((label) => el("li", {}, el("code", { dir: "auto" }, label))),
    ),
    others.length ? table("Labels that only some of them predict", heads, rows) : null,
  );
}

function answers(models, entries, heads) {
  const { shared, alone } = told.answers(entries);
  const title = ["Answers to the same samples", "answers"];
  const none = entries.length > 1 && !shared.length;
  if (!shared.length && !alone) return section(...title, el("p", {}, "No run on a sample is known."));
  const rows = shared.map(({ input, outputs }) => ({
    name: Object.entries(input)
      .map(([column, text]) => (Object.keys(input).length > 1 ? `${column}: ${text}` : text))
      .join("\n"),
    cells: outputs.map((output) => (output ? shown(output) : "not asked")),
    differs: differ(outputs.filter(Boolean).map(gist)),
  }));
  const stale = models.filter(({ entry }) => entry.status === "stale").map(({ entry }) => entry.name);
  return section(
    ...title,
    el("p", {}, origin("observed"), " What the models answered when they were run."),
    stale.length ? el("p.mh-note", {}, `Of an earlier card or model: ${stale.join(", ")}.`) : null,
    none
      ? el("p", {}, "They were run on different samples, so their answers cannot be compared.")
      : table("Answers by sample", heads, rows),
    alone
      ? el(
          "p.mh-note",
          {},
          `Answered by one of them only, and shown on its page: ${alone} sample${alone === 1 ? "" : "s"}.`,
        )
      : null,
  );
}

function measured(models, entries, heads, words) {
  const found = told.groups(entries, told.dataKey);
  const tables = [];
  const apart = [];
  for (const indexes of found.values()) {
    const run = entries[indexes[0]].observed.benchmark;
    if (indexes.length === 1 && entries.length > 1) {
      apart.push(`${named(models, indexes)} was measured on ${run.data}, and no other of them.`);
      continue;
    }
    const rows = measuredRows(
      indexes.map((index) => entries[index]),
      words,
    );
    const caption = `Measured on ${run.data}, ${run.rows.toLocaleString("en")} rows`;
    tables.push(
      table(
        caption,
        indexes.map((index) => heads[index]),
        rows,
      ),
    );
  }
  const unmeasured = entries.flatMap((entry, index) => (told.dataKey(entry) === null ? [index] : []));
  if (unmeasured.length) apart.push(`Not measured, or not as they are now: ${named(models, unmeasured)}.`);
  return section(
    "Measured on the same data",
    "measured",
    el(
      "p",
      {},
      origin("observed"),
      " Only figures of the very same evaluation data stand side by side, with their 95 % intervals.",
    ),
    tables,
    apart.map((text) => el("p.mh-note", {}, text)),
  );
}

function measuredRows(entries, words) {
  const all = entries.map(told.measured);
  const keys = [...new Set(all.flatMap((figures) => [...figures.keys()]))];
  return keys.map((key) => {
    const figures = all.map((found) => found.get(key) ?? null);
    const metric = figures.find(Boolean).metric;
    const lower = words.lower.includes(metric);
    return {
      name: `${words.metrics[metric] ?? metric}${lower ? ", lower is better" : ""}`,
      note: verdict(figures.filter(Boolean)),
      cells: figures.map((item) => (item ? cell(item) : NOT_KNOWN)),
      differs: null,
    };
  });
}

/** Whether intervals tell figures apart. */
function verdict(figures) {
  if (figures.length < 2) return "";
  if (figures.some(({ low, high }) => low === null || high === null)) return "no intervals to tell by";
  const apart = (one, other) => one.high < other.low || other.high < one.low;
  const pairs = figures.flatMap((one, index) => figures.slice(index + 1).map((other) => apart(one, other)));
  if (pairs.every(Boolean)) return "the intervals are apart: clearly different";
  return pairs.some(Boolean) ? "some of the intervals overlap" : "the intervals overlap: not clearly different";
}

function cell({ value, unit, low, high }) {
  const around = low === null || high === null ? null : `${told.figure(low, unit)}–${told.figure(high, unit)}`;
  return [told.figure(value, unit), around ? el("span.mh-note.mh-meaning", {}, around) : null];
}

function claimed(entries, heads, words) {
  const all = entries.map(told.claimed);
  const metrics = [...new Set(all.flatMap((found) => [...found.keys()]))];
  if (!metrics.length) return [];
  const rows = metrics.map((metric) => ({
    name: words.metrics[metric] ?? metric,
    cells: all.map((found) => found.get(metric) ?? NOT_KNOWN),
    differs: null,
  }));
  return section(
    "Claimed by authors",
    "claimed",
    el("p", {}, origin("claimed"), " Not comparable: each author measured on data of their own."),
    table("Figures that the cards claim", heads, rows),
  );
}

function speed(models, entries, heads) {
  const found = told.groups(entries, told.machineKey);
  if (!found.size) return section("Speed", "speed", el("p", {}, "The speed of none of them was measured."));
  const content = [];
  for (const indexes of found.values()) {
    const where = told.machine(entries[indexes[0]]);
    if (indexes.length === 1 && entries.length > 1) {
      content.push(
        el("p.mh-note", {}, `${named(models, indexes)} was timed on ${where}, and no other of them: not comparable.`),
      );
      continue;
    }
    const all = indexes.map((index) => told.speed(entries[index]));
    const names = [...new Set(all.flatMap((rows) => [...rows.keys()]))];
    const rows = names.map((name) => ({ name, cells: all.map((one) => one.get(name) ?? NOT_KNOWN), differs: null }));
    content.unshift(
      table(
        `On ${where}`,
        indexes.map((index) => heads[index]),
        rows,
      ),
    );
  }
  const untimed = entries.flatMap((entry, index) => (told.machineKey(entry) === null ? [index] : []));
  if (untimed.length) content.push(el("p.mh-note", {}, `Not timed: ${named(models, untimed)}.`));
  return section(
    "Speed",
    "speed",
    el("p", {}, origin("observed"), " Only what was timed on the same machine stands side by side."),
    content,
  );
}
