// Designs of random points: no line joins them. A surface is fitted through all of them, which says what each axis does while the
// others stay as they are; and all axes are shown at once. Loaded before sweep.js, whose names it uses once that has begun.
const MOST_AVERAGED = 1000;
const surfaces = {};
let frame = null;
// Numbers on their scale from -1 to 1; a quadratic surface with interactions where there are points enough, else a plane.
function frameOfAxes() {
  if (frame !== null) return frame;
  const numeric = axes.map((_, a) => a).filter((a) => !axes[a].text);
  const named = axes.map((_, a) => a).filter((a) => axes[a].text);
  const all = Array.from({ length: rowCount }, (_, row) => axes.map((__, a) => position(a, row)));
  const on = (a, x) => (axes[a].log ? Math.log(x) : x);
  const ends = axes.map((_, a) => (axes[a].text ? [0, axes[a].levels.length - 1] : [all.reduce((m, at) => Math.min(m, at[a]), Infinity), all.reduce((m, at) => Math.max(m, at[a]), -Infinity)]));
  const scaled = (a, x) => { const [low, high] = ends[a].map((end) => on(a, end)); return high > low ? (2 * (on(a, x) - low)) / (high - low) - 1 : 0; };
  const terms = (at, bent) => {
    const z = numeric.map((a) => scaled(a, at[a]));
    const names = named.flatMap((a) => axes[a].levels.slice(1).map((_, level) => (at[a] === level + 1 ? 1 : 0)));
    return [1, ...z, ...names, ...(bent ? [...z.map((v) => v * v), ...z.flatMap((v, i) => z.slice(i + 1).map((w) => v * w))] : [])];
  };
  frame = { all, ends, terms, few: all.filter((_, row) => row % Math.ceil(rowCount / MOST_AVERAGED) === 0) };
  return frame;
}
// The inverse of a positive definite matrix; null where columns depend on each other.
function inverse(matrix) {
  const n = matrix.length;
  const work = matrix.map((line, i) => [...line, ...line.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(work[i][k]) > Math.abs(work[best][k])) best = i;
    [work[k], work[best]] = [work[best], work[k]];
    if (!(Math.abs(work[k][k]) > 1e-9 * matrix[0][0])) return null;
    const pivot = work[k][k];
    work[k] = work[k].map((value) => value / pivot);
    for (let i = 0; i < n; i++) {
      const factor = work[i][k];
      if (i !== k && factor !== 0) for (let j = k; j < 2 * n; j++) work[i][j] -= factor * work[k][j];
    }
  }
  return work.map((line) => line.slice(n));
}
// Least squares for a measure: coefficients, their covariance, and the share of the variance that the surface has.
function surface(name) {
  if (name in surfaces) return surfaces[name];
  const { all, terms } = frameOfAxes();
  const rows = all.map((_, row) => row).filter((row) => at(name, row) !== null);
  for (const bent of [true, false]) {
    const lines = rows.map((row) => terms(all[row], bent));
    const p = lines.length ? lines[0].length : Infinity;
    if (rows.length < 2 * p) continue;
    const y = rows.map((row) => at(name, row));
    const squares = Array.from({ length: p }, () => new Array(p).fill(0));
    const sums = new Array(p).fill(0);
    lines.forEach((line, r) => line.forEach((v, i) => { sums[i] += v * y[r]; for (let j = 0; j < p; j++) squares[i][j] += v * line[j]; }));
    const inverted = inverse(squares);
    if (inverted === null) continue;
    const beta = inverted.map((line) => line.reduce((sum, v, j) => sum + v * sums[j], 0));
    const mean = y.reduce((a, b) => a + b, 0) / y.length;
    const rest = lines.reduce((sum, line, r) => sum + (y[r] - line.reduce((s, v, j) => s + v * beta[j], 0)) ** 2, 0);
    const whole = y.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const spread = rest / (rows.length - p);
    surfaces[name] = { bent, beta, covariance: inverted.map((line) => line.map((v) => v * spread)), explained: whole > 0 ? 1 - rest / whole : 1 };
    return surfaces[name];
  }
  surfaces[name] = null;
  return null;
}
// A weighted sum of coefficients with half of its 95 % interval.
function told({ beta, covariance }, weights) {
  const value = weights.reduce((sum, w, i) => sum + w * beta[i], 0);
  const variance = weights.reduce((sum, w, i) => sum + w * weights.reduce((s, v, j) => s + v * covariance[i][j], 0), 0);
  return { value, half: 1.96 * Math.sqrt(Math.max(0, variance)) };
}
// The surface's terms with one axis at a value, averaged over the others as the points have them.
function averaged(fit, a, x) {
  const { few, terms } = frameOfAxes();
  const lines = few.map((at) => terms(at.map((v, i) => (i === a ? x : v)), fit.bent));
  return lines[0].map((_, i) => lines.reduce((sum, line) => sum + line[i], 0) / lines.length);
}
// What the surface says from one end of an axis to the other.
function fittedEffect(a, name) {
  const fit = surface(name);
  const [low, high] = frameOfAxes().ends[a].map((end) => averaged(fit, a, end));
  return told(fit, high.map((v, i) => v - low[i]));
}
const STEPS = 24;
function dependence(a, name) {
  const fit = surface(name);
  if (fit === null) return [];
  const [low, high] = frameOfAxes().ends[a];
  const places = axes[a].text ? axes[a].levels.map((_, i) => i) : Array.from({ length: STEPS + 1 }, (_, k) => (axes[a].log ? low * (high / low) ** (k / STEPS) : low + ((high - low) * k) / STEPS));
  return places.map((x) => ({ x, ...told(fit, averaged(fit, a, x)) }));
}
// The line of a fitted surface, and its intervals at every fourth place.
function fittedSeries(a, name, label, colour, dash) {
  const line = dependence(a, name);
  return line.length === 0 ? [] : [
    { name: label, type: "line", data: line.map(({ x, value }) => [x, value]), symbol: axes[a].text ? "circle" : "none", silent: true, z: 4, itemStyle: { color: colour }, lineStyle: { color: colour, width: 3, type: axes[a].text ? [0, 9] : dash } },
    whiskers(label, line.filter((_, k) => axes[a].text || k % 4 === 2).map(({ x, value, half: side }) => [x, value - side, value + side]), colour)];
}
// Axes of numbers first, by what the surface says they do to the measure of the question.
function byEffect() {
  const size = (a) => (surface(asked()) === null ? 0 : Math.abs(fittedEffect(a, asked()).value));
  return axes.map((_, a) => a).sort((a, b) => Boolean(axes[a].text) - Boolean(axes[b].text) || size(b) - size(a)).map(String);
}
const fitText = (name) => {
  const fit = surface(name);
  return fit === null ? "There are too few points to fit a surface through them." : `${fit.bent ? "A quadratic surface with interactions" : "A plane"} has ${fixed(100 * fit.explained, 0)} % of the variance of ${columns[name].label} between labs`;
};

function parallel() {
  const name = byId("parallel-value").value;
  // The greatest are drawn last, so that nothing hides them.
  const rows = Array.from({ length: rowCount }, (_, row) => row).filter((row) => at(name, row) !== null).sort((a, b) => at(name, a) - at(name, b));
  const values = rows.map((row) => at(name, row));
  const [low, high] = [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  byId("parallel-text").textContent = `Each line is a lab, from grey to orange by ${columnName(name)}, ${text(low)} to ${text(high)}; the lab that is shown is thick. Drag along an axis to see only the labs within.`;
  const ground = dark() ? ["#3d4852", "#F5894F"] : ["#d9dee3", "#B14A00"];
  const short = (said) => (narrow() && said.length > 9 ? said.slice(0, 8) + "…" : said);
  const ends = [...axes.map((one, a) => ({ dim: a, name: short(one.name), ...(one.text ? { type: "category", data: one.levels.map((level) => short(text(level, 4))) } : { type: one.log ? "log" : "value", scale: true }) })),
    { dim: axes.length, name: short(columns[name].label), type: "value", scale: true }];
  return {
    parallelAxis: ends.map((one) => ({ ...one, nameTextStyle: { color: css("--ink"), fontSize: narrow() ? 10 : 12 }, axisLabel: { color: css("--faint"), fontSize: narrow() ? 9 : 11, formatter: one.type === "category" ? undefined : (value) => text(value, 2) }, axisLine: { lineStyle: { color: css("--faint") } } })),
    parallel: { left: narrow() ? 26 : 60, right: narrow() ? 30 : 70, top: 40, bottom: 70 },
    visualMap: { show: true, dimension: axes.length, min: low, max: high > low ? high : low + 1e-9, inRange: { color: ground }, orient: "horizontal", left: "center", bottom: 4, itemWidth: 12, itemHeight: narrow() ? 150 : 240, text: [text(high), text(low)], textStyle: { color: css("--ink") } },
    tooltip: { ...base().tooltip },
    series: [{ type: "parallel", lineStyle: { width: rowCount > 300 ? 1 : 1.5, opacity: rowCount > 300 ? 0.3 : 0.6 }, progressive: 2000,
      data: rows.map((row, i) => ({ value: [...axes.map((_, a) => position(a, row)), values[i]], lineStyle: row === state.row ? { width: 4, opacity: 1 } : undefined })) }],
  };
}
