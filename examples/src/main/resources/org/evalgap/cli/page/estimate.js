"use strict";
// The page of an estimate: models with intervals, under the assumption that is chosen.
const percent = text(100 * data.level);
const estimate = () => data.estimates[Number(byId("assumption").value)];
const points = (share) => (share === null ? null : 100 * share);
const interval = (model, name) => `${fixed(points(model[name]), 1)} [${fixed(points(model[name + "Lower"]), 1)}, ${fixed(points(model[name + "Upper"]), 1)}]`;
// Who is found inflated, the command decides.
const found = (model) => model.found;
const mark = (model) => (found(model) ? "★ " : model.reference ? "○ " : "");
const ordered = () => estimate().models.slice().sort((a, b) => b[byId("order").value] - a[byId("order").value]);

function forest() {
  const shown = byId("shown").value;
  const models = ordered();
  const honest = shown === "honest";
  const row = (model, i) => [points(model[shown]), i, points(model[shown + "Lower"]), points(model[shown + "Upper"])];
  const dots = [
    { name: honest ? "honest score" : "inflation", type: "scatter", symbol: "circle", symbolSize: 8, data: models.map((model, i) => ({ value: row(model, i), itemStyle: model.reference ? { color: css("--ground"), borderColor: colours()[0], borderWidth: 2 } : {} })), itemStyle: { color: colours()[0] }, z: 4,
      markLine: honest ? undefined : { silent: true, symbol: "none", lineStyle: { color: css("--faint"), type: "dotted" }, label: { show: false }, data: [{ xAxis: 0 }, { xAxis: points(data.threshold) }] } },
    { name: "interval", type: "custom", data: models.map(row), silent: true, tooltip: { show: false }, encode: { x: [2, 3], y: 1 }, itemStyle: { color: colours()[0] },
      renderItem(params, api) {
        const [low, y] = api.coord([api.value(2), api.value(1)]);
        const high = api.coord([api.value(3), api.value(1)])[0];
        return { type: "line", shape: { x1: low, y1: y, x2: high, y2: y }, style: { stroke: colours()[0], lineWidth: 2 } };
      } },
  ];
  if (honest) dots.push({ name: "public score", type: "scatter", symbol: "diamond", symbolSize: 9, data: models.map((model, i) => [points(model.public), i]), itemStyle: { color: "transparent", borderColor: colours()[1], borderWidth: 2 } });
  byId("forest-text").textContent = `${models.length} models, ${percent} % intervals. ★ is found inflated; ○ and a hollow dot are a reference. ` + (honest ? "Where the diamond lies right of the interval, the public score is more than the model would honestly have." : `Dotted: none, and the ${text(points(data.threshold))} points that matter.`);
  return {
    legend: { ...legend(), data: honest ? ["honest score", "public score"] : ["inflation"] },
    grid: grid({ left: narrow() ? 118 : 220, top: 40 }),
    tooltip: { ...base().tooltip, formatter: (item) => { const holder = element("span"); const model = models[item.value[1]]; holder.textContent = `${model.model}: public ${fixed(points(model.public), 1)}, honest ${interval(model, "honest")}, inflation ${interval(model, "inflation")}`; return holder; } },
    xAxis: axis(honest ? "score on the public eval (% of items)" : "inflation (points, % of items)", { type: "value" }),
    yAxis: axis("", { type: "category", inverse: true, data: models.map((model) => mark(model) + model.model), axisLabel: { interval: 0, fontSize: 11, width: narrow() ? 108 : 208, overflow: "truncate", color: css("--ink") }, splitLine: { show: false } }),
    series: dots,
  };
}
function words() {
  const { shift, models } = estimate();
  byId("shift-text").textContent = `Common shift between public and fresh: intercept ${text(shift.intercept.mean)} [${text(shift.intercept.lower)}, ${text(shift.intercept.upper)}], slope ${text(shift.slope.mean)} [${text(shift.slope.lower)}, ${text(shift.slope.upper)}], item-set noise ${text(shift.noise.mean)}, all in probit.`;
  const called = models.filter(found).length;
  const moved = models.filter((model) => model.publicRank < model.rankLower || model.publicRank > model.rankUpper).length;
  byId("lead-line").textContent = `Under "${estimate().assumption}", ${called} of ${models.length} models are called inflated at a false discovery rate of ${text(100 * (1 - data.level))} %, and ${moved} have a public rank outside the interval of their honest rank.`;
}
const capital = (words) => words[0].toUpperCase() + words.slice(1);
// The assumptions side by side, each with what it finds and whom.
function cards() {
  byId("cards").replaceChildren(...data.estimates.map((one, i) => {
    const { condition, found: said, why } = data.words[i];
    const first = one.models.slice().sort((a, b) => b.inflation - a.inflation).slice(0, 5);
    const button = element("button", { type: "button", onclick: () => assume(i) }, "Show its leaderboard");
    return element("article", { class: "card" }, element("h3", {}, capital(condition)),
      element("p", { class: "big" }, capital(`${said.slice(0, said.indexOf(condition)).trim()} found inflated`)),
      ...(said.endsWith(condition) ? [] : [element("p", {}, element("strong", {}, said.slice(said.indexOf(condition) + condition.length + 2)))]),
      element("p", { class: "note" }, why),
      element("ol", {}, ...first.map((model) => element("li", {}, `${mark(model)}${model.model} `, element("b", {}, `${interval(model, "inflation")}`)))),
      element("p", { class: "note" }, `The most inflation, in points [${percent} %].`), button);
  }));
}
function assume(i) {
  byId("assumption").value = String(i);
  byId("assumption").dispatchEvent(new Event("change"));
  byId("h-forest").scrollIntoView();
}
function sides() {
  const models = data.estimates[0].models.map((_, k) => data.estimates.map((one) => one.models[k]));
  sortableTable("sides", models.sort((a, b) => Math.max(...b.map((m) => m.inflation)) - Math.max(...a.map((m) => m.inflation))), [
    { name: "model", text: true, value: (all) => all[0].model },
    ...data.estimates.map((one, i) => ({ name: one.assumption, unit: `points [${percent} %]`, title: data.words[i].condition, value: (all) => all[i].inflation, show: (all) => mark(all[i]) + interval(all[i], "inflation") })),
  ], "Every model, the most inflated first", () => {}, 15);
}
function modelsTable() {
  const share = (name, column) => ({ name, unit: `% [${percent} %]`, value: (model) => model[column], show: (model) => interval(model, column) });
  sortableTable("rows", estimate().models, [
    { name: "model", text: true, value: (model) => model.model, show: (model) => mark(model) + model.model },
    { name: "family", text: true, value: (model) => model.family },
    { name: "public", unit: "%", value: (model) => model.public, show: (model) => fixed(points(model.public), 1) },
    { name: "fresh", unit: "%", value: (model) => model.fresh, show: (model) => fixed(points(model.fresh), 1) },
    share("inflation", "inflation"),
    share("honest", "honest"),
    { name: "public rank", ascending: true, value: (model) => model.publicRank, show: (model) => text(model.publicRank) },
    { name: "honest rank", unit: `[${percent} %]`, ascending: true, value: (model) => model.rank, show: (model) => `${text(model.rank)} [${text(model.rankLower)}, ${text(model.rankUpper)}]` },
    { name: "q value", title: "false discovery rate if this model and all with smaller ones are called inflated", ascending: true, value: (model) => model.qValue, show: (model) => text(model.qValue, 2) },
  ], `Estimates under "${estimate().assumption}", with ${percent} % intervals`);
}
function csv() {
  const names = Object.keys(data.estimates[0].models[0]);
  const lines = [["assumption", ...names].map(csvCell).join(",")];
  data.estimates.forEach((one) => one.models.forEach((model) => lines.push([one.assumption, ...names.map((name) => model[name])].map(csvCell).join(","))));
  download("estimate.csv", lines);
}
function start() {
  setUpTheme();
  byId("assumption").replaceChildren(...data.estimates.map((one, i) => element("option", { value: String(i) }, one.assumption)));
  byId("forest").style.height = `${Math.max(260, 100 + 19 * data.estimates[0].models.length)}px`;
  cards();
  sides();
  words();
  chart("forest", forest);
  redraws.push(words);
  ["shown", "order"].forEach((id) => byId(id).addEventListener("change", redraw));
  byId("assumption").addEventListener("change", () => { modelsTable(); redraw(); });
  modelsTable();
  byId("download").addEventListener("click", csv);
}
start();
