"use strict";
// The page of an audit: exposure, influence, the front, and tables of what a person should look at.
const points = (share) => (share === null || share === undefined ? null : 100 * share);
const short = (words) => (words && words.length > 160 ? words.slice(0, 159) + "…" : words || "");
const told = (title, lines) => {
  const holder = element("div", { style: "max-width: 22rem; white-space: normal" }, element("strong", {}, title));
  lines.filter(Boolean).forEach((line) => holder.append(element("br"), line));
  return holder;
};
const ROWS = 10;
const range = (ends, show) => (ends ? `${show(ends[0])} to ${show(ends[1])}` : "");
const inPoints = (share) => signed(points(share), 4);
// A figure with its ranges below, so that tables stay narrow.
const ranged = (shown, ...ranges) => element("span", {}, shown, ...ranges.filter(([ends]) => ends).flatMap(([ends, name, show]) => [element("br"), element("small", { title: name }, range(ends, show))]));
const words = (row, line) => line.lastChild.classList.add("words");

function exposure() {
  const sets = data.curves.filter((curve) => curve.values.length > 0);
  return {
    legend: legend(),
    grid: grid(),
    tooltip: { ...base().tooltip, trigger: "item", formatter: (item) => told(`${item.seriesName}, ${text(item.data[0])} % of its items are more exposed`, [`memorised exposure ${text(item.data[1])}`]) },
    xAxis: axis("items of the set, most exposed first (%)", { type: "value", min: 0, max: 100 }),
    yAxis: axis("memorised exposure", { type: "value", vertical: true, scale: false }),
    series: sets.map((curve, i) => ({
      name: curve.set, type: "line", symbol: SYMBOLS[i], symbolSize: 4, lineStyle: { type: DASHES[i] },
      data: curve.values.map((value, k) => [curve.values.length === 1 ? 0 : (100 * k) / (curve.values.length - 1), value]),
    })),
  };
}

function influence() {
  const kinds = data.kinds.length > 0 && data.kinds.length <= 7 ? data.kinds : [""];
  const of = (environment) => (kinds.length === 1 ? "" : environment.group);
  return {
    legend: kinds.length === 1 ? { show: false } : legend(),
    grid: grid({ top: kinds.length === 1 ? 20 : 44 }),
    tooltip: { ...base().tooltip, formatter: (item) => { const e = data.environments[item.data[2]]; return told(e.id + (e.kind ? ` (${e.kind})` : ""), [`inflation ${signed(points(e.inflation), 4)}, work ${signed(points(e.work), 4)} points`, short(e.text)]); } },
    xAxis: axis("on inflation (points)", { type: "value" }),
    yAxis: axis("on work (points)", { type: "value", vertical: true }),
    series: kinds.map((kind, i) => ({
      name: kind || "environments", type: "scatter", symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 8, itemStyle: { opacity: 0.8 },
      data: data.environments.map((e, k) => [points(e.inflation), points(e.work), k]).filter((row) => of(data.environments[row[2]]) === kind),
      markLine: i === 0 ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: css("--faint"), type: "dotted" }, data: [{ xAxis: 0 }, { yAxis: 0 }] } : undefined,
    })),
  };
}

// More work costs more inflation, so that a label below and to the right of its point meets no line.
function front() {
  return {
    legend: legend(),
    grid: grid(),
    tooltip: { ...base().tooltip, formatter: (item) => told(item.data[2], [`work ${signed(item.data[1], 3)}, inflation ${signed(item.data[0], 3)} points`, item.data[3] || ""]) },
    xAxis: axis("inflation (points)", { type: "value" }),
    yAxis: axis("work gained (points)", { type: "value", vertical: true, boundaryGap: ["8%", 0] }),
    series: [
      { name: "in other shares", type: "line", symbol: "circle", symbolSize: 8, data: data.front.map((p) => [points(p.inflation), points(p.workGain), `mu = ${text(p.mu)}`, `over other items: work ${range(p.workRange, inPoints)}, inflation ${range(p.inflationRange, inPoints)}`]), label: { show: true, formatter: (item) => item.data[2], color: css("--faint"), position: "right" }, labelLayout: { hideOverlap: true, dx: 2, dy: 12 } },
      { name: "as it is", type: "scatter", symbol: "diamond", symbolSize: 14, data: [[points(data.now.inflation), points(data.now.work), "as it is"]] },
    ],
  };
}

function itemsTable() {
  const overlap = data.items.some((item) => item.overlap8 !== undefined);
  sortableTable("items", data.items, [
    { name: "set", text: true, value: (item) => item.set },
    { name: "item", text: true, value: (item) => item.id },
    { name: "memorised exposure", unit: "environments", title: "below: over the kernels tried", value: (item) => item.memorized, show: (item) => ranged(text(item.memorized), [item.memorizedRange, "over kernels", (x) => fixed(x, 2)]) },
    { name: "exposure", unit: "environments", title: "below: over the kernels tried", value: (item) => item.exposure, show: (item) => ranged(text(item.exposure), [item.exposureRange, "over kernels", (x) => fixed(x, 2)]) },
    { name: "gain", unit: "logits", title: "below: over the kernels tried", value: (item) => item.gain, show: (item) => ranged(signed(item.gain, 3), [item.gainRange, "over kernels", (x) => signed(x, 2)]) },
    ...(overlap ? [{ name: "8-grams", title: "share of its runs of 8 words that some environment holds", unit: "% found", value: (item) => item.overlap8, show: (item) => fixed(points(item.overlap8), 0) },
      { name: "13-grams", title: "share of its runs of 13 words that some environment holds", unit: "% found", value: (item) => item.overlap13, show: (item) => fixed(points(item.overlap13), 0) }] : []),
    { name: "taught most by", text: true, value: (item) => item.teacher },
    { name: "text", text: true, value: (item) => item.text, show: (item) => short(item.text) },
  ], `${data.itemsShown} of ${data.itemsAll} items, the most exposed first; all are in items.csv and items.parquet`, words, ROWS);
}

// Influence on a measure and what leaving out would do, each with its ranges over items and over kernels.
function effects(measure) {
  const left = data.environments.some((e) => e[measure + "Left"] !== null);
  const below = "below: over other items; then over the kernels tried";
  const figure = (name, key, title) => ({
    name, title, unit: "points", value: (e) => e[key],
    show: (e) => ranged(inPoints(e[key]), [e[key + "Range"], "over other items", inPoints], [e[key + "KernelsRange"], "over kernels", inPoints]),
  });
  return [
    figure("on " + measure, measure, below),
    ...(left ? [figure("left out", measure + "Left", `${measure} if the environment were left out and the others took its compute; ${below}`)] : []),
  ];
}

function environmentColumns() {
  const rows = data.environments;
  return [
    { name: "environment", text: true, value: (e) => e.id },
    ...(rows.some((e) => e.kind) ? [{ name: "kind", text: true, value: (e) => e.kind }] : []),
    { name: "share", value: (e) => e.share },
    ...(data.front ? [{ name: "advised", title: "share at mu = 1", value: (e) => e.advised }] : []),
    ...effects("inflation"),
    ...(data.work ? effects("work") : []),
    { name: "on public", unit: "points", value: (e) => e.public, show: (e) => signed(points(e.public), 4) },
    { name: "text", text: true, value: (e) => e.text, show: (e) => short(e.text) },
  ];
}

function drops() {
  const advised = Boolean(data.front);
  const rows = data.environments.filter((e) => (advised ? e.advised < 0.1 * e.share : e.inflation > 0 && !(e.work > 0)));
  byId("drop-text").textContent = advised
    ? `${data.dropped} of ${data.environmentsAll} environments keep less than a tenth of their share where a point of inflation costs a point of work. Shares of all are in environments.csv; advised.jsonl can be given as --environments.`
    : "Environments that raise inflation and do not help work, each by itself. Given fresh items and work, --advise weighs all of them together.";
  sortableTable("drop", rows, environmentColumns(), "Environments to drop first", words, ROWS);
}

function start() {
  setUpTheme();
  chart("exposure", exposure);
  itemsTable();
  if (data.environments.length > 0 && data.environments[0].inflation !== null) {
    if (data.work) chart("influence", influence); else byId("influence").closest("figure").remove();
    sortableTable("environments", data.environments, environmentColumns(), `${data.environments.length} of ${data.environmentsAll} environments, those with the largest influence; all are in environments.csv and environments.parquet`, words, ROWS);
    drops();
  } else {
    byId("influence-section").remove();
    byId("drop-section").remove();
  }
  if (byId("front-figure")) { if (data.front) chart("front", front); else byId("front-figure").remove(); }
  if (data.wording) {
    sortableTable("wording", data.wording, [
      { name: "kind", text: true, value: (pair) => pair.kind },
      { name: "similarity", value: (pair) => pair.similarity },
      { name: "environment", text: true, value: (pair) => pair.environment },
      { name: "item", text: true, value: (pair) => pair.set + " " + pair.item },
      { name: "its text", text: true, value: (pair) => pair.text, show: (pair) => short(pair.text) },
    ], `${data.wording.length} of ${data.wordingAll} pairs; all are in duplicates.csv and duplicates.parquet, with both texts`, words, ROWS);
  } else byId("wording-section").remove();
}
start();
