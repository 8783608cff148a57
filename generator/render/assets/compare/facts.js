/* What is told of models, as values to be compared: no elements here. */

import { bytes, duration } from "../dom.js";

const OBSERVED = new Set(["verified", "measured", "mismatch", "stale"]);
const COUNTED = new Set(["verified", "measured", "mismatch"]);

/** The record of a model that answered; a stale one only where `stale`. */
export function observed(entry, stale = false) {
  return (stale ? OBSERVED : COUNTED).has(entry.status) ? entry.observed : null;
}

/** Rows of facts: {name, values: [text a model]}; an empty text is not known. */
export function facts(entries) {
  const size = (entry, name) => observed(entry, true)?.size?.[name];
  const rows = [
    ["Title", (entry) => entry.title],
    ["Task", (entry) => entry.tasks.join(", ")],
    ["Language", (entry) => entry.language.split(" ").filter(Boolean).map(languageName).join(", ")],
    ["Edition", (entry) => entry.edition],
    ["Spark version", (entry) => entry.spark_version],
    ["Annotator", (entry) => entry.annotator],
    ["Licence", (entry) => entry.license],
    ["Released", (entry) => entry.date ?? ""],
    ["Author", (entry) => entry.author],
    ["Support", (entry) => ["recommended", "supported", "deprecated"].filter((word) => entry[word]).join(", ")],
    ["Size, claimed", (entry) => entry.size],
    ["Parameters, observed", (entry) => counted(size(entry, "parameters"))],
    ["Weights, observed", (entry) => (size(entry, "weight_bytes") ? bytes(size(entry, "weight_bytes")) : "")],
    ["Source", (entry) => entry.source.uri],
    ["Tags", (entry) => entry.tags.join(", ")],
  ];
  return rows.map(([name, of]) => ({ name, values: entries.map((entry) => String(of(entry) ?? "")) }));
}

/** Labels: {common: [label], others: [{label, has: [boolean a model]}]}, in the order of the cards. */
export function labels(entries) {
  const sets = entries.map((entry) => new Set(entry.labels));
  const all = [...new Set(entries.flatMap((entry) => entry.labels))];
  return {
    common: all.filter((label) => sets.every((set) => set.has(label))),
    others: all
      .filter((label) => !sets.every((set) => set.has(label)))
      .map((label) => ({ label, has: sets.map((set) => set.has(label)) })),
  };
}

/** Inputs that several models answered: {shared: [{input, outputs: [output or null a model]}], alone: number}. */
export function answers(entries) {
  const inputs = new Map();
  entries.forEach((entry, index) => {
    for (const { input, output } of observed(entry, true)?.samples ?? []) {
      const key = JSON.stringify(Object.entries(input).sort());
      if (!inputs.has(key)) inputs.set(key, { input, outputs: entries.map(() => null) });
      inputs.get(key).outputs[index] ??= output;
    }
  });
  const several = ({ outputs }) => outputs.filter(Boolean).length > 1;
  const found = [...inputs.values()];
  const shared = entries.length > 1 ? found.filter(several) : found;
  return { shared, alone: found.length - shared.length };
}

/** Put models that have something in common together: Map(key → [index]); without those whose key is null. */
export function groups(entries, keyOf) {
  const found = new Map();
  entries.forEach((entry, index) => {
    const key = keyOf(entry);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), index]);
  });
  return found;
}

/** What only figures of the same task on the same data share; null for none. */
export function dataKey(entry) {
  const run = observed(entry)?.benchmark;
  return run ? `${entry.observed.task} ${run.sha256}` : null;
}

/** Figures of the whole of the evaluation data: Map(key → {metric, value, unit, low, high}). */
export function measured(entry) {
  const run = observed(entry)?.benchmark;
  const found = new Map();
  if (!run) return found;
  const add = (metric, value, interval, unit = "fraction", signature = "") =>
    found.set(`${metric} ${signature}`, {
      metric,
      value,
      unit,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    });
  if (typeof run.accuracy === "number") add("accuracy", run.accuracy, run.accuracy_interval);
  for (const row of run.averages) {
    if (row.label === "micro avg" || row.label === "macro avg")
      add(`f1 ${row.label.slice(0, 5)}`, row.f1, row.f1_interval);
  }
  for (const item of run.metrics) add(item.name, item.value, item.interval, item.unit, item.signature);
  return found;
}

/** What the card claims of the whole of its data: Map(metric → text); of several figures the lowest and the highest. */
export function claimed(entry) {
  const values = new Map();
  for (const { row, metric, value } of entry.claimed.metrics) {
    const average = row === "micro avg" || row === "macro avg";
    const name =
      row === "" && metric !== "support" ? metric : average && metric === "f1" ? `f1 ${row.slice(0, 5)}` : "";
    if (name) values.set(name, [...(values.get(name) ?? []), value]);
  }
  const text = (all) => [...new Set([Math.min(...all), Math.max(...all)].map(short))].join("–");
  return new Map([...values].map(([name, all]) => [name, text(all)]));
}

/** What speeds have to share to be compared: machine, device, threads; null for none. */
export function machineKey(entry) {
  const figures = observed(entry)?.speed?.figures;
  return figures ? JSON.stringify([figures.hardware, figures.device, figures.threads]) : null;
}

/** A machine in words. */
export function machine(entry) {
  const { hardware, device, threads } = observed(entry).speed.figures;
  const name = hardware.accelerator || hardware.processor || "a machine without a name";
  return `${name}, ${device}, ${threads} thread${threads === 1 ? "" : "s"}`;
}

/** Rows of speed: [name, text]. */
export function speed(entry) {
  const { sample, figures } = observed(entry).speed;
  return new Map([
    ["Latency, median", duration(figures.latency.p50)],
    ["Latency, 95th percentile", duration(figures.latency.p95)],
    ...figures.throughput.map((item) => [`Throughput, batch of ${item.batch}`, `${short(item.per_second)} a second`]),
    ["Loading", duration(figures.load_seconds)],
    ["Memory at most", bytes(figures.memory.peak)],
    ["Measured on", sample + (figures.input_tokens ? `, ${figures.input_tokens} tokens` : "")],
  ]);
}

/** As it is shown everywhere on the site. */
export function figure(value, unit = "fraction") {
  return unit === "percent" ? value.toFixed(2) : unit === "number" ? short(value) : value.toFixed(4);
}

const short = (value) => String(Number(value.toPrecision(4)));
const counted = (number) => (number ? number.toLocaleString("en") : "");

const languageNames = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" });

/** In English, as `render/languages.py` has it; the code itself where it is none. */
function languageName(code) {
  if (code.toLowerCase() === "xx") return "Multilingual";
  try {
    return languageNames.of(code.replaceAll("_", "-"));
  } catch {
    return code;
  }
}
