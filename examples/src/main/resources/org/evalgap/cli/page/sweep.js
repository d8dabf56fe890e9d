"use strict";
// The page of a sweep. One state: the row that is shown and the scale; every figure is a function of it.
const columns = Object.fromEntries(data.columns.map((column) => [column.name, column]));
const rowCount = data.rows;
const cell = (name, row) => {
  const column = columns[name];
  if (column === undefined) return null;
  const value = column.values === undefined ? column.value : column.values[row];
  return value === undefined ? null : value;
};
// The four scores, told here alone: the word for each, the columns of its gain on both scales, and its curve along training.
const SCORES = ["public", "fresh", "work", "impact"]
  .map((key) => ({ label: columns[key + "Gain"] ? columns[key + "Gain"].label : key, key, share: key + "Gain", logits: key + "Ability" }));
// What the file has as a share of tasks is shown in points.
const POINTS = "points";
const base100 = (name) => (columns[name.replace("StandardError", "")] || {}).unit === POINTS ? 100 : 1;
const [PUBLIC, FRESH, WORK, IMPACT] = SCORES;
// A ratio is no finding where what it divides by may be 0: then it is shown as missing, and only the file keeps it.
const determined = (row) => {
  const error = cell(PUBLIC.share + "StandardError", row);
  return Math.abs(cell(PUBLIC.share, row)) > (error === null ? data.transfer.leastGain : data.transfer.standardErrors * error);
};
const at = (name, row) => {
  const value = name === "transfer" && !determined(row) ? null : cell(name, row);
  return typeof value === "number" ? base100(name) * value : value;
};
const half = (name, row) => {
  const error = at(name, row) === null ? null : cell(name + "StandardError", row);
  return error === null || data.factor === null ? null : base100(name) * error * data.factor;
};
const axes = data.axes;
const levelAt = (a, row) => axes[a].at[row];
const state = { row: data.start, scale: "share" };

// On both scales: what the waterfall and the response curves show.
const SCALES = {
  share: {
    unit: POINTS, decimals: 2,
    gaps: ["inflation", "distributionGap", "reliabilityGap"],
  },
  logits: {
    unit: "logits", decimals: 3,
    gaps: ["inflationLogits", "distributionGapLogits", "reliabilityGapLogits"],
  },
};
const scale = () => SCALES[state.scale];
const gain = (score) => score[state.scale];
const GAPS = ["inflation", "distributionGap", "reliabilityGap"];
const GAP_NAMES = GAPS.map((gap) => (columns[gap] ? columns[gap].label : gap));
const GAP_TEXT = ["learned about these items", "learned about this kind of test", "lost because jobs are chains"];
const axisName = (a) => axes[a].name + (axes[a].unit ? ` (${axes[a].unit})` : "");
const levelText = (a, level) => text(axes[a].levels[level], 4);
const columnName = (name) => columns[name].label + (columns[name].unit ? ` (${columns[name].unit})` : "");

// Rows by their levels; only a grid has every combination.
const strides = [];
let cells = 1;
for (let a = axes.length - 1; a >= 0 && data.grid; a--) { strides[a] = cells; cells *= axes[a].levels.length; }
const byLevels = new Map();
if (data.grid) {
  for (let row = 0; row < rowCount; row++) byLevels.set(axes.reduce((key, axis, a) => key + strides[a] * axis.at[row], 0), row);
}
// The row that differs from the one shown in some levels: changes is {axis: level}.
function neighbour(changes) {
  let key = 0;
  axes.forEach((axis, a) => { key += strides[a] * (a in changes ? changes[a] : axis.at[state.row]); });
  return byLevels.has(key) ? byLevels.get(key) : null;
}
const pointText = (row) => axes.map((axis, a) => `${axis.name} ${data.grid || axis.text ? levelText(a, axis.at[row]) : text(axis.values[row], 4)}`).join(", ");
// Where a row lies along an axis: a category's index, or a number.
const position = (a, row) => (axes[a].text ? levelAt(a, row) : axes[a].values ? axes[a].values[row] : axes[a].levels[levelAt(a, row)]);

function show(row) {
  if (row === null || row === undefined) return;
  state.row = row;
  remember();
  syncSliders();
  redraw();
}

function setUpSliders() {
  const holder = byId("sliders");
  if (rowCount < 2) { byId("point").hidden = true; return; }
  const slider = (id, name, count, moved) => {
    const output = element("output", { id: id + "-value", for: id });
    const input = element("input", { type: "range", id, min: 0, max: count - 1, step: 1 });
    input.addEventListener("input", () => moved(Number(input.value)));
    holder.append(element("label", { for: id }, element("span", {}, name + " ", output), input));
  };
  if (data.grid) axes.forEach((axis, a) => slider("slider-" + a, axisName(a), axis.levels.length, (level) => moveTo(a, level)));
  else slider("slider-row", "point", rowCount, show);
  syncSliders();
}
// Where the combination is missing (its point failed), the nearest computed level of the same axis is shown.
function moveTo(a, level) {
  for (let away = 0; away < axes[a].levels.length; away++) {
    for (const candidate of [level - away, level + away]) {
      const row = candidate >= 0 && candidate < axes[a].levels.length ? neighbour({ [a]: candidate }) : null;
      if (row !== null) return show(row);
    }
  }
}
function syncSliders() {
  const set = (id, value, shown) => {
    const input = byId(id);
    if (!input) return;
    input.value = value;
    input.setAttribute("aria-valuetext", shown);
    byId(id + "-value").textContent = shown;
  };
  if (data.grid) axes.forEach((axis, a) => set("slider-" + a, axis.at[state.row], levelText(a, axis.at[state.row])));
  else set("slider-row", state.row, `${text(at("point", state.row), 9)}: ${pointText(state.row)}`);
}

function headline() {
  const row = state.row;
  const [pub, work, impact] = [PUBLIC, WORK, IMPACT].map((score) => at(score.share, row));
  const where = axes.length ? `At ${pointText(row)}: the` : "The";
  const gained = `${where} public score gains ${signed(pub, 1)}${within(half(PUBLIC.share, row), 1)} points, work ${signed(work, 2)}${within(half(WORK.share, row), 2)}, impact ${signed(impact, 2)}${within(half(IMPACT.share, row), 2)}.`;
  const transfer = at("transfer", row);
  const unknown = cell("transfer", row) !== null && transfer === null ? " What share of it is gained at work is not determined: the public gain is told too little from 0." : "";
  const real = transfer === null || !(pub > 0) ? "" : ` Of 100 points gained in public, ${fixed(100 * transfer, 1)}${within(half("transfer", row) === null ? null : 100 * half("transfer", row), 1)} are gained at work and ${fixed(100 * impact / pub, 1)} in impact.`;
  byId("headline").textContent = gained + real + unknown;
}

// Bars from where the last one ended: public gain, less three gaps, is impact.
function steps() {
  const { gaps } = scale();
  const made = [{ name: PUBLIC.label, from: 0, to: at(gain(PUBLIC), state.row), half: half(gain(PUBLIC), state.row), kind: 0 }];
  let height = made[0].to;
  gaps.forEach((gap, i) => {
    const value = at(gap, state.row);
    made.push({ name: GAP_NAMES[i], from: height, to: height - value, half: half(gap, state.row), kind: 1, value, why: GAP_TEXT[i] });
    height -= value;
  });
  made.push({ name: IMPACT.label, from: 0, to: at(gain(IMPACT), state.row), half: half(gain(IMPACT), state.row), kind: 2 });
  return made;
}
// Lines of the ground over what is lost, as in its image: a loss is told by hatching too, not by a colour or a sign alone.
function hatching(left, top, wide, tall) {
  const lines = [];
  for (let at = left - tall; at < left + wide; at += 9) {
    const [x1, x2] = [Math.max(at, left), Math.min(at + tall, left + wide)];
    if (x1 < x2) lines.push({ type: "line", shape: { x1, y1: top + tall - (x1 - at), x2, y2: top + tall - (x2 - at) }, style: { stroke: css("--ground"), lineWidth: 1.8 } });
  }
  return lines;
}
function waterfall() {
  const bars = steps();
  const shades = paint();
  const fills = [shades.public, ...GAPS.map((gap) => shades[gap]), shades.impact];
  const { unit, decimals } = scale();
  byId("waterfall-text").textContent = bars.map((bar) => `${bar.name} ${signed(bar.kind === 1 ? bar.value : bar.to, decimals)}${within(bar.half, decimals)}`).join("; ")
    + `. In ${state.scale === "share" ? POINTS : "logits of ability"}; the three gaps are taken off the public gain. Hatched: what is lost on the way. ${data.intervals}`;
  return {
    // On a phone the five names need all the width there is.
    grid: grid(narrow() ? { left: 54, right: 4, bottom: 70 } : { bottom: 40 }),
    tooltip: { ...base().tooltip, formatter: (item) => { const bar = bars[item.dataIndex]; return `${bar.name}${bar.why ? " (" + bar.why + ")" : ""}<br>${signed(bar.kind === 1 ? -bar.value : bar.to, decimals)}${within(bar.half, decimals)} ${unit}`; } },
    xAxis: axis("", { type: "category", data: bars.map((bar) => bar.name), axisLabel: { interval: 0, hideOverlap: false, fontSize: narrow() ? 10 : 12, width: narrow() ? 58 : 130, overflow: "break", color: css("--ink") } }),
    yAxis: axis(`gain (${unit})`, { type: "value", vertical: true }),
    series: [{
      type: "custom", name: "gain", clip: false,
      data: bars.map((bar, i) => [i, bar.from, bar.to, bar.to - (bar.half || 0), bar.to + (bar.half || 0)]),
      encode: { x: 0, y: [1, 2, 3, 4] },
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: css("--faint"), type: "solid" }, data: [{ yAxis: 0 }] },
      renderItem(params, api) {
        const i = api.value(0);
        const [x, from] = api.coord([i, api.value(1)]);
        const to = api.coord([i, api.value(2)])[1];
        const wide = Math.min(110, api.size([1, 0])[0] * 0.62);
        const line = (x1, y1, x2, y2, dashed) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: css(dashed ? "--faint" : "--ink"), lineWidth: dashed ? 1 : 1.6, lineDash: dashed ? [4, 4] : null } });
        const children = [{ type: "rect", shape: { x: x - wide / 2, y: Math.min(from, to), width: wide, height: Math.max(1, Math.abs(to - from)) }, style: { fill: fills[i] } }];
        if (bars[i].kind === 1 ? bars[i].value > 0 : bars[i].to < 0) children.push(...hatching(x - wide / 2, Math.min(from, to), wide, Math.abs(to - from)));
        if (i < bars.length - 1) children.push(line(x + wide / 2, to, x + api.size([1, 0])[0] - wide / 2, to, true));
        if (bars[i].half !== null) {
          const [low, high] = [api.coord([i, api.value(3)])[1], api.coord([i, api.value(4)])[1]];
          children.push(line(x, low, x, high), line(x - 6, low, x + 6, low), line(x - 6, high, x + 6, high));
        }
        const above = Math.min(from, to, bars[i].half === null ? to : api.coord([i, api.value(4)])[1]);
        children.push({ type: "text", style: { text: signed(bars[i].kind === 1 ? -bars[i].value : bars[i].to, Math.max(1, narrow() ? decimals - 1 : decimals)), x, y: above - 5, align: "center", verticalAlign: "bottom", fill: css("--ink"), font: `${narrow() ? 11 : 13}px system-ui, sans-serif` } });
        return { type: "group", children };
      },
    }],
  };
}

const options = (id, entries, chosen) => {
  byId(id).replaceChildren(...entries.map(([value, label]) => element("option", { value, ...(value === chosen ? { selected: "" } : {}) }, label)));
  byId(id).addEventListener("change", redraw);
};
const measured = data.columns.filter((column) => column.measure).map((column) => [column.name, columnName(column.name)]);
// Names of levels get an equal share of the axis and are cut to it, as long as that leaves something to read.
function levelLabels(a) {
  const room = (narrow() ? 270 : 800) / axes[a].levels.length - 8;
  return axes[a].text && room >= 40 ? { interval: 0, hideOverlap: false, width: room, overflow: "truncate" } : {};
}
const xAxisOf = (a) => (axes[a].text
  ? axis(axisName(a), { type: "category", data: axes[a].levels.map((level) => text(level, 4)), axisLabel: levelLabels(a) })
  : axis(axisName(a), { type: axes[a].log ? "log" : "value", axisLabel: { formatter: (value) => text(value, 3) }, ...(axes[a].log ? (data.grid ? {} : { min: frameOfAxes().ends[a][0] / 1.1, max: frameOfAxes().ends[a][1] * 1.1 }) : { scale: true }) }));

// Impact is green and inflation orange wherever they are drawn.
const colourOf = (name) => {
  const shades = paint();
  const score = SCORES.find((one) => name.startsWith(one.key));
  return name.startsWith("inflation") ? shades.inflation : score ? shades[score.key] : shades.public;
};
function response() {
  const a = Number(byId("response-x").value);
  const chosen = byId("response-y").value;
  const series = chosen === "gains" ? SCORES.map((score) => ({ label: score.label, name: gain(score), colour: paint()[score.key] })) : [{ label: columns[chosen].label, name: chosen, colour: colourOf(chosen) }];
  const unit = chosen === "gains" ? `gain (${scale().unit})` : columnName(chosen);
  const others = axes.map((other, b) => (b === a || !data.grid ? null : `${other.name} ${levelText(b, levelAt(b, state.row))}`)).filter(Boolean).join(", ");
  byId("response-text").textContent = data.grid
    ? `${others ? "At " + others + ". " : ""}${data.intervals}`
    : "Every lab of the design; what else differs between them makes the spread. The line is a surface fitted through all labs, the other axes as the labs have them, with 95 % intervals of the fit.";
  const rows = data.grid
    ? axes[a].levels.map((_, level) => neighbour({ [a]: level })).filter((row) => row !== null)
    : Array.from({ length: rowCount }, (_, row) => row);
  const made = [];
  series.forEach(({ label, name, colour }, i) => {
    const points = rows.map((row) => [position(a, row), at(name, row), row]).filter((point) => point[1] !== null);
    made.push({
      name: label, type: data.grid ? "line" : "scatter", data: points, symbol: SYMBOLS[i], symbolSize: data.grid ? 8 : 4,
      itemStyle: { color: colour, opacity: data.grid ? 1 : 0.3 }, lineStyle: { color: colour, width: 2.2, type: DASHES[i] },
      large: points.length > 2000,
      markLine: i > 0 ? undefined : marks(a, chosen),
    });
    if (!data.grid) made.push(...fittedSeries(a, name, label, colour, DASHES[i]));
    if (data.grid && data.factor !== null) {
      made.push(whiskers(label, points.map(([x, y, row]) => [x, y - half(name, row), y + half(name, row)]), colour));
    }
  });
  return {
    legend: { ...legend(), data: series.map(({ label }) => label) },
    grid: grid(),
    tooltip: { ...base().tooltip, formatter: (item) => tip(item.data[2], item.seriesName, item.data[1]) },
    xAxis: xAxisOf(a),
    yAxis: axis(unit, { type: "value", vertical: true }),
    series: made,
  };
}
const tip = (row, name, value) => { const holder = element("span"); holder.textContent = `${name} ${text(value)} at ${pointText(row)}`; return holder; };
function marks(a, chosen) {
  const lines = [{ xAxis: position(a, state.row), label: { show: false } }];
  data.reference.filter((figure) => figure.measure === chosen).forEach((figure) => lines.push({ yAxis: figure.mean * base100(figure.measure), label: { formatter: figure.name, position: "insideEndTop", color: css("--ink") } }));
  return { silent: true, symbol: "none", lineStyle: { color: css("--faint"), type: "dotted" }, data: lines };
}

function heat() {
  const [x, y, name] = [Number(byId("heat-x").value), Number(byId("heat-y").value), byId("heat-value").value];
  const rows = data.grid && x !== y
    ? axes[x].levels.flatMap((_, i) => axes[y].levels.map((__, j) => neighbour({ [x]: i, [y]: j }))).filter((row) => row !== null)
    : Array.from({ length: data.grid ? 0 : rowCount }, (_, row) => row);
  const values = rows.map((row) => at(name, row));
  const known = values.filter((value) => value !== null);
  // Nothing is known where both axes are the same one; a scale must have ends all the same.
  const low = known.length ? known.reduce((a, b) => Math.min(a, b)) : 0;
  const high = known.length ? known.reduce((a, b) => Math.max(a, b)) : 1;
  const crossing = low < 0 && high > 0;
  const most = Math.max(Math.abs(low), Math.abs(high));
  byId("heat-text").textContent = x === y ? "Choose two different axes."
    : `${columnName(name)}, from ${text(low)} to ${text(high)}${data.grid ? "" : "; every lab of the design"}. The framed cell is the lab that is shown.`;
  const ends = dark() ? ["#56B4E9", "#2b3138", "#F5894F"] : ["#0072B2", "#f4f4f4", "#D55E00"];
  const ramp = ["#00224e", "#35456c", "#666970", "#948e77", "#c8b866", "#fee838"];
  // What is read on a colour: light on the dark end of the ramp, and on both ends of the diverging one.
  const onColour = (value) => {
    const share = crossing ? Math.abs(value) / most : high > low ? (value - low) / (high - low) : 0;
    return crossing ? (share > 0.55 && !dark() ? "#ffffff" : share > 0.55 ? "#14181c" : css("--ink")) : share < 0.5 ? "#ffffff" : "#1c2126";
  };
  const few = rows.length <= (narrow() ? 30 : 120);
  const points = rows.map((row, i) => ({
    value: data.grid ? [levelAt(x, row), levelAt(y, row), values[i], row] : [position(x, row), position(y, row), values[i], row],
    label: { color: values[i] === null ? css("--ink") : onColour(values[i]) },
    itemStyle: row === state.row ? { borderColor: css("--ink"), borderWidth: 3 } : {},
  })).filter((point) => point.value[2] !== null);
  const names = data.grid && axes[y].text;
  const beside = names ? { axisLabel: { width: 64, overflow: "truncate" }, nameGap: 78 } : {};
  const category = (a, options) => axis(axisName(a), { type: "category", data: axes[a].levels.map((level) => text(level, 4)), splitLine: { show: false }, ...options });
  const both = data.grid ? [category(x, { axisLabel: levelLabels(x) }), category(y, { vertical: true, ...beside })] : [xAxisOf(x), { ...xAxisOf(y), nameGap: 46 }];
  return {
    grid: grid({ top: 16, left: names ? 100 : 74, bottom: 104 }),
    tooltip: { ...base().tooltip, formatter: (item) => tip(item.value[3], columns[name].label, item.value[2]) },
    xAxis: both[0],
    yAxis: both[1],
    visualMap: {
      min: crossing ? -most : low, max: crossing ? most : high > low ? high : low + 1e-9, dimension: 2, calculable: !narrow(), orient: "horizontal", left: "center", bottom: 2,
      text: [text(crossing ? most : high), text(crossing ? -most : low)], textStyle: { color: css("--ink") }, inRange: { color: crossing ? ends : ramp }, itemHeight: narrow() ? 150 : 240, itemWidth: 14,
      formatter: (value) => text(value),
    },
    series: [{
      type: data.grid ? "heatmap" : "scatter", data: points, symbolSize: rowCount > 2000 ? 4 : 9,
      label: { show: data.grid && few, formatter: (item) => text(item.value[2], 2) },
      emphasis: { itemStyle: { borderColor: css("--ink"), borderWidth: 2 } },
    }],
  };
}

// Points that no other beats in public without losing at work.
function paretoFront(name) {
  const order = Array.from({ length: rowCount }, (_, row) => row).filter((row) => at(name[0], row) !== null && at(name[1], row) !== null)
    .sort((a, b) => at(name[0], b) - at(name[0], a) || at(name[1], b) - at(name[1], a));
  let best = -Infinity;
  return order.filter((row) => { const better = at(name[1], row) > best; best = Math.max(best, at(name[1], row)); return better; });
}
function pareto() {
  const names = [gain(PUBLIC), gain(WORK)];
  const front = paretoFront(names);
  const point = (row) => [at(names[0], row), at(names[1], row), row];
  byId("pareto-text").textContent = `${front.length} of ${rowCount} labs are on the front: nothing else in the sweep has more of both. `
    + (front.length <= 6 ? "They are " + front.map(pointText).join("; ") + ". " : "") + "A click on a point shows it everywhere.";
  const whole = Array.from({ length: rowCount }, (_, row) => point(row)).filter((p) => p[0] !== null && p[1] !== null);
  return {
    legend: legend(), grid: grid({ left: 74 }),
    tooltip: { ...base().tooltip, formatter: (item) => tip(item.data[2], `public ${text(item.data[0])}, work`, item.data[1]) },
    xAxis: axis(`public gain (${scale().unit})`, { type: "value" }),
    yAxis: axis(`work gain (${scale().unit})`, { type: "value", vertical: true, nameGap: 54 }),
    series: [
      { name: "labs", type: "scatter", data: whole, symbolSize: rowCount > 500 ? 4 : 7, itemStyle: { color: paint().points, opacity: 0.55 } },
      { name: "front", type: "line", data: front.map(point), symbol: "diamond", symbolSize: 9, itemStyle: { color: css("--accent") }, lineStyle: { color: css("--accent"), width: 2 } },
      ...(data.factor === null || front.length > 200 ? [] : [whiskers("front", front.map((row) => [at(names[0], row), at(names[1], row) - half(names[1], row), at(names[1], row) + half(names[1], row)]), css("--accent"))]),
      { name: "this lab", type: "scatter", data: [point(state.row)], symbol: "circle", symbolSize: 16, z: 5, itemStyle: { color: "transparent", borderColor: css("--ink"), borderWidth: 3 } },
    ],
  };
}

function goodhart() {
  const curve = data.trajectories[Number(byId("goodhart-point").value)];
  const along = byId("goodhart-x").value;
  const x = along === "time" ? curve.time : curve.divergence.map(Math.sqrt);
  const peak = curve.work.indexOf(Math.max(...curve.work));
  const end = curve.work.length - 1;
  const best = peak === end ? "The work score is at its best at the end" : `The work score is at its best after ${text(100 * curve.time[peak], 3)} % of the training, and ${fixed(100 * (curve.work[peak] - curve.work[end]), 2)} points lower at the end`;
  byId("goodhart-text").textContent = `At ${curve.name}. ${best}; means of ${curve.replicates} replicates${curve.replicates > 1 ? ", whiskers are 95 % intervals of the score's gain" : ""}.`;
  // Whiskers an eighth of the axis apart: over the root of the divergence most points lie close to its end.
  const apart = new Set();
  let last = 0;
  x.forEach((value, k) => { if (value - last >= x[end] / 8.001) { apart.add(k); last = value; } });
  const made = SCORES.flatMap(({ label, key }, i) => {
    const line = { name: label, type: "line", data: curve[key].map((value, k) => [x[k], 100 * (value - curve[key][0])]), symbol: SYMBOLS[i], showSymbol: false, lineStyle: { color: paint()[key], width: 2.2, type: DASHES[i] }, itemStyle: { color: paint()[key] } };
    const halves = curve[key + "Half"];
    const bars = halves ? curve[key].map((value, k) => [x[k], 100 * (value - curve[key][0] - halves[k]), 100 * (value - curve[key][0] + halves[k])]).filter((_, k) => apart.has(k)) : [];
    return bars.length ? [line, whiskers(label, bars, paint()[key])] : [line];
  });
  return {
    legend: { ...legend(), data: SCORES.map(({ label }) => label) }, grid: grid(),
    tooltip: { ...base().tooltip, trigger: "axis", valueFormatter: (value) => text(value) },
    xAxis: axis(along === "time" ? "share of the training done" : "√ mean KL divergence from the start (√nats)", { type: "value" }),
    yAxis: axis("gain (points)", { type: "value", vertical: true }),
    series: made,
  };
}

let table = null;
function rowsTable() {
  const list = Array.from({ length: rowCount }, (_, row) => row);
  const { unit, decimals, gaps } = scale();
  const number = (label, name, places, shownUnit) => ({ name: label, unit: shownUnit, title: columns[name] ? columns[name].meaning : label, value: (row) => at(name, row), show: (row) => signed(at(name, row), places) + within(half(name, row), places) });
  const shown = [
    { name: "lab", ascending: true, value: (row) => at("point", row), show: (row) => element("button", { type: "button", "aria-label": `Show lab ${at("point", row)}`, onclick: () => show(row) }, String(at("point", row))) },
    ...axes.map((axis, a) => ({ name: axis.name, unit: axis.unit, title: axis.meaning, ascending: true, text: axis.text, value: (row) => (axis.text ? axis.levels[axis.at[row]] : axis.values ? axis.values[row] : axis.levels[axis.at[row]]), show: (row) => text(axis.values ? axis.values[row] : axis.levels[axis.at[row]], 5) })),
    number(PUBLIC.label, gain(PUBLIC), decimals, unit),
    ...gaps.map((gap, i) => number(GAP_NAMES[i], gap, decimals, unit)),
    number(IMPACT.label, gain(IMPACT), decimals, unit),
    number(WORK.label, gain(WORK), decimals, unit),
    number("transfer", "transfer", 3, "work per public point"),
  ];
  table = sortableTable("rows", list, shown, `Gains and gaps of ${rowCount} labs, ± half of a 95 % interval`, (row, line) => line.classList.toggle("current", row === state.row));
}
function csv() {
  const names = data.columns.map((column) => column.name);
  const lines = [names.map(csvCell).join(",")];
  for (let row = 0; row < rowCount; row++) lines.push(names.map((name) => csvCell(cell(name, row))).join(","));
  download(data.name + ".csv", lines);
}

function reference() {
  if (!data.reference.length) { byId("reference-section").remove(); byId("to-reference").remove(); return; }
  sortableTable("reference", data.reference, [
    { name: "published", text: true, value: (figure) => figure.name },
    { name: "measure", text: true, value: (figure) => (columns[figure.measure] ? columnName(figure.measure) : figure.measure) },
    { name: "mean", value: (figure) => figure.mean, show: (figure) => fixed(figure.mean * base100(figure.measure), 1) + " ±" + fixed(figure.within * base100(figure.measure), 1) },
    { name: "models", value: (figure) => figure.count },
    { name: "labs that agree", title: "whose mean lies within two standard errors of the published one", value: (figure) => figure.matches.length },
    { name: "nearest lab", text: true, value: (figure) => pointText(figure.nearest), show: (figure) => element("button", { type: "button", onclick: () => show(figure.nearest) }, pointText(figure.nearest)) },
  ], "Published figures, ± two standard errors, and the labs that have them");
  byId("reference-text").textContent = "Published: " + [...new Set(data.reference.map((figure) => figure.source))].join("; ") + ".";
}
function start() {
  setUpTheme();
  byId("plan-line").textContent = data.planLine;
  setUpSliders();
  redraws.push(headline, splitBar);
  headline();
  splitBar();
  if (wantsPanels()) {
    options("panels-value", measured, asked());
    redraws.push(panels);
    panels();
  } else byId("panels-section").remove();
  if (data.grid ? rowCount > 1 : surface(asked()) !== null) {
    redraws.push(effects);
    effects();
  } else { byId("moves-section").remove(); byId("to-moves").remove(); }
  chart("waterfall", waterfall);
  const named = axes.map((_, a) => [String(a), axisName(a)]);
  const [firstAxis, secondAxis] = data.grid ? ["0", "1"] : byEffect();
  if (axes.length) {
    options("response-x", named, firstAxis);
    options("response-y", [["gains", "the four gains"], ...measured], "gains");
    chart("response", response).on("click", (item) => show(item.data[2]));
  } else { byId("response-section").remove(); byId("to-response").remove(); }
  if (axes.length > 1) {
    options("heat-x", named, firstAxis);
    options("heat-y", named, secondAxis);
    options("heat-value", measured, WORK.share);
    chart("heat", heat).on("click", (item) => show(item.value[3]));
  } else { byId("heat-section").remove(); byId("to-heat").remove(); }
  if (!data.grid && axes.length > 1) {
    options("parallel-value", measured, asked());
    chart("parallel", parallel);
  } else byId("parallel-section").remove();
  if (data.trajectories.length) {
    options("goodhart-point", data.trajectories.map((curve, i) => [String(i), curve.name]), "0");
    byId("goodhart-x").addEventListener("change", redraw);
    chart("goodhart", goodhart);
  } else byId("goodhart-section").remove();
  chart("pareto", pareto).on("click", (item) => show(item.data[2]));
  reference();
  rowsTable();
  redraws.push(() => table.mark());
  byId("download").addEventListener("click", csv);
  document.querySelectorAll("input[name=scale]").forEach((radio) => radio.addEventListener("change", () => {
    state.scale = radio.value;
    rowsTable();
    redraw();
    remember();
  }));
  CHOICES.map(byId).filter(Boolean).forEach((one) => one.addEventListener("change", remember));
  byId("copy-link").addEventListener("click", copyLink);
  recall();
}
start();
