"use strict";
// The figures of the explorer. Each is a function of the last answer; everything is shown in points, one colour a measure.
let answer = null;
const POINTS = 100;
const GAPS = [["reliabilityGap", "reliability gap"], ["distributionGap", "distribution gap"], ["inflation", "inflation"]];
const gainOf = (score) => answer.point.gains[score].mean * POINTS;
const halfOf = (pair) => (pair.standardError === null || answer.point.factor === null ? null : pair.standardError * answer.point.factor * POINTS);
const points = (pair, decimals = 1) => fixed(pair.mean * POINTS, decimals) + within(halfOf(pair), decimals);
const moving = (pair) => signed(pair.mean * POINTS, 1) + within(halfOf(pair), 1);
// A share of a gain that may be none says nothing.
const hasShares = () => answer.point.transferDetermined && gainOf("public") > 0;
const intervals = () => (answer.point.factor === null ? "One replicate has no interval." : `Means of ${answer.replicates} replicates; ± and whiskers are 95 % intervals.`);

function headlineText() {
  const { gains, measures } = answer.point;
  const moved = `the public score ${gainOf("public") < 0 ? "falls" : "rises"} by ${points({ ...gains.public, mean: Math.abs(gains.public.mean) })} points`;
  if (!hasShares()) {
    return `${moved[0].toUpperCase()}${moved.slice(1)}, ${answer.point.transferDetermined ? "so there is no gain to share out" : "no more than chance may move it: what reaches work is not determined"}. Work moves by ${moving(gains.work)} points, impact by ${moving(gains.impact)}.`;
  }
  const share = (pair) => (pair.mean / gains.public.mean) * POINTS;
  const all = [...GAPS].reverse().map(([name, label]) => [label, share(measures[name])]);
  const split = [gains.impact.mean, ...all.map(([, value]) => value)].every((value) => value >= 0)
    ? `Of 100 points gained in public, ${fixed(share(gains.impact), 0)} reach jobs (impact); ${all.map(([label, value]) => `${fixed(value, 0)} are ${label}`).join(", ")}.`
    : `For 100 points gained in public, jobs ${gains.impact.mean < 0 ? "lose" : "gain"} ${fixed(Math.abs(share(gains.impact)), 0)} (impact): ${all.map(([label, value]) => `${label} ${fixed(value, 0)}`).join(", ")}.`;
  return `${split} In all ${moved}, work moves by ${moving(gains.work)} and impact by ${moving(gains.impact)}.`;
}

// Losses are hatched, so that nothing is told by colour alone.
const hatch = () => ({ symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: css("--ground") });
function splitParts() {
  const share = hasShares() ? POINTS / gainOf("public") : 1;
  const { gains, measures } = answer.point;
  return [["impact", "impact", gains.impact], ...GAPS.map(([name, label]) => [name, label, measures[name]])]
    .map(([name, label, pair]) => ({ name, label, pair, value: pair.mean * POINTS * share, colour: paint()[name] }));
}
function split() {
  if (answer === null) return {};
  const parts = splitParts();
  const reach = parts.reduce((sum, part) => sum + Math.abs(part.value), 0) || 1;
  splitLegend(parts);
  return {
    ...silent,
    grid: { left: 12, right: 12, top: 8, bottom: 40, containLabel: false },
    tooltip: { ...tips(), formatter: (item) => `${item.seriesName} ${fixed(item.value, 1)}` },
    xAxis: axis(hasShares() ? "of 100 points gained in public" : "points", { type: "value", scale: false, nameGap: 22, ...ends, splitLine: { show: false } }),
    yAxis: { type: "category", data: [""], show: false },
    series: parts.map((part) => ({
      type: "bar", stack: "gain", name: part.label, data: [part.value], barWidth: "86%",
      itemStyle: { color: part.colour, borderColor: css("--ground"), borderWidth: 1, ...(part.value < 0 ? { decal: hatch() } : {}) },
      label: { show: Math.abs(part.value) / reach > 0.07, formatter: () => fixed(part.value, 0), color: onPaint(part.colour), fontWeight: 600, textBorderWidth: 0, backgroundColor: part.value < 0 ? part.colour : "transparent", padding: [1, 3] },
    })),
  };
}
function splitLegend(parts) {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const part of parts) {
    const item = element("li", {}, swatch(part), `${part.label}${part.value < 0 ? " (a loss where it is hatched)" : ""} `, element("b", {}, `${points(part.pair)}`), " points");
    list.append(item);
  }
  byId("split-text").replaceChildren(list, document.createTextNode(intervals()));
}
function swatch(part) {
  const made = (tag, attributes) => { const e = document.createElementNS("http://www.w3.org/2000/svg", tag); for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v); return e; };
  const svg = made("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" });
  svg.append(made("rect", { width: 10, height: 10, fill: part.colour }));
  if (part.value < 0) svg.append(made("path", { d: "M-1 6L6 -1M1 11L11 1M5 12L12 5", stroke: css("--ground"), "stroke-width": 1.6 }));
  return svg;
}

const ends = { axisLabel: { formatter: (value) => text(value) } };
// The captions say what is drawn; for the charting library to say it too takes as long as drawing it.
const silent = { aria: { enabled: false } };
const tips = () => ({ ...base().tooltip, renderMode: "richText" });
function response() {
  if (answer === null || !answer.response) return {};
  const { inspiration } = answer.response;
  const factor = answer.point.factor;
  const lines = [["work", "work", "workGain", 0], ["inflation", "inflation", "inflation", 1]];
  byId("response-text").textContent = `The lab above at other shares of inspired environments; the dotted line is where it stands. ${intervals()}`;
  return {
    ...silent,
    grid: grid({ left: 56, right: 76, top: 16 }),
    tooltip: { ...tips(), formatter: (item) => `${item.seriesName} ${signed(item.value[1], 1)} points at ${text(item.value[0])}` },
    xAxis: axis("inspiration: share of environments made from items", { type: "value", min: 0, max: 1, scale: false }),
    yAxis: axis("gain (points)", { type: "value", vertical: true, nameGap: 36, ...ends }),
    series: lines.flatMap(([key, label, name, i]) => {
      const colour = paint()[key];
      const at = inspiration.map((x, k) => [x, answer.response[name][k] * POINTS]);
      const line = {
        name: label, type: "line", data: at, symbol: SYMBOLS[i], symbolSize: 7, itemStyle: { color: colour }, lineStyle: { color: colour, width: 2.4, type: DASHES[i] },
        endLabel: { show: true, formatter: label, color: css("--ink"), fontSize: 13 }, labelLayout: { moveOverlap: "shiftY" },
        markLine: i > 0 ? undefined : { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: css("--faint"), type: "dotted" }, data: [{ xAxis: valueOf("inspiration") }] },
      };
      const errors = answer.response[name + "StandardError"];
      return factor === null ? [line] : [line, whiskers(label, at.map(([x, y], k) => [x, y - factor * errors[k] * POINTS, y + factor * errors[k] * POINTS]), colour)];
    }),
  };
}

function goodhart() {
  if (answer === null) return {};
  const { time, publicScore, workScore } = answer.point.curve;
  const path = time.map((_, k) => [(publicScore[k] - publicScore[0]) * POINTS, (workScore[k] - workScore[0]) * POINTS]);
  const peak = path.reduce((best, p, k) => (p[1] > path[best][1] ? k : best), 0);
  const last = path.length - 1;
  const colour = paint().work;
  const low = Math.min(...path.map((p) => p[1]));
  const high = Math.max(...path.map((p) => p[1]));
  const far = Math.max(...path.map((p) => p[0]), 0.01);
  const top = Math.max(high * 1.2, 0.3 * far);
  const fall = path[peak][1] - path[last][1];
  byId("goodhart-text").textContent = (peak === last
    ? "Work is at its best at the end of the training."
    : `Work is at its best after ${fixed(100 * time[peak], 0)} % of the training, and ${fixed(fall, 1)} points lower at the end.`)
    + ` Dots are tenths of the training. On the dotted line all of the public gain would be gained at work.`;
  const marked = (k, name, symbol, position) => ({ value: path[k], symbol, symbolSize: 13, label: { show: true, formatter: name, position, align: path[k][0] < 0.3 * far ? "left" : path[k][0] > 0.8 * far ? "right" : "center", color: css("--ink"), fontSize: 13 }, itemStyle: { color: colour } });
  const tenths = time.map((t, k) => k).filter((k) => k > 0 && Math.floor(10 * time[k] + 1e-9) > Math.floor(10 * time[k - 1] + 1e-9));
  return {
    ...silent,
    grid: grid({ left: 56, right: 24, top: 16 }),
    tooltip: { ...tips(), formatter: (item) => `public ${signed(item.value[0], 1)}, work ${signed(item.value[1], 1)} points` },
    xAxis: axis("public gain (points)", { type: "value", scale: false, ...ends }),
    yAxis: axis("work gain (points)", { type: "value", vertical: true, nameGap: 36, ...ends, min: niceBelow(low), max: niceAbove(top), scale: false }),
    series: [
      { type: "line", name: "all of it", data: [[0, 0], [far, far]], symbol: "none", silent: true, lineStyle: { color: css("--faint"), type: "dotted", width: 1.5 } },
      { type: "line", name: "training", data: path, symbol: "none", lineStyle: { color: colour, width: 2.6 } },
      { type: "scatter", name: "tenths", data: tenths.map((k) => path[k]), symbolSize: 5, itemStyle: { color: colour } },
      { type: "scatter", name: "marks", z: 5, data: [marked(last, "end", "circle", path[last][1] > path[0][1] ? "top" : "bottom"), ...(peak === last || fall < 0.05 ? [] : [marked(peak, "work's best", "diamond", "top")])] },
    ],
  };
}
const stepOf = (size) => 10 ** Math.floor(Math.log10(Math.max(size, 1e-3)));
const niceAbove = (value) => Math.ceil(value / stepOf(value)) * stepOf(value);
const niceBelow = (value) => (value >= 0 ? 0 : -Math.ceil(-1.1 * value / stepOf(-value)) * stepOf(-value));
