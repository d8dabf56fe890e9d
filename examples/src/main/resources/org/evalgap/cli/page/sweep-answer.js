// The upper part of a sweep's page: every lab in small panels, what axes do, one lab as a bar, and the link to what is shown.
// Loaded before sweep.js, whose names it uses once that has begun.
// The measure of the question: that of the first published figure, else inflation.
const asked = () => (data.reference.length && columns[data.reference[0].measure] ? data.reference[0].measure : columns.inflation ? "inflation" : PUBLIC.share);
// Small panels of every lab: two axes in a panel, the third from panel to panel; others as the one lab has them.
const MOST_LEVELS = 12;
const wantsPanels = () => data.grid && axes.length >= 2 && axes.slice(0, 3).every((axis) => axis.levels.length <= MOST_LEVELS);
function panels() {
  const name = byId("panels-value").value;
  const known = Array.from({ length: rowCount }, (_, row) => at(name, row)).filter((value) => value !== null);
  const most = known.reduce((best, value) => Math.max(best, Math.abs(value)), 0) || 1;
  const figure = data.reference.find((one) => one.measure === name);
  const matches = new Set(figure ? figure.matches : []);
  const others = axes.slice(3).map((axis, i) => `${axis.name} ${levelText(i + 3, axis.at[state.row])}`).join(", ");
  byId("panels-text").textContent = `${columns[name].label} in ${columns[name].unit || "its own unit"}, mean of ${data.replicates} replicates${axes.length > 2 ? `, one panel for each ${axisName(2)}` : ""}${others ? `, at ${others}` : ""}. `
    + (figure ? `Outlined: the ${matches.size} labs that match ${figure.name}. ` : "") + "A loss is hatched. A click on a cell shows that lab below.";
  const decimals = most >= 1 ? 1 : 2;
  const hue = colourOf(name);
  const ground = css("--ground");
  const panel = (level) => {
    const rows = axes[1].levels.map((_, j) => axes[1].levels.length - 1 - j).map((j) => element("tr", {}, element("th", { scope: "row" }, levelText(1, j)), ...axes[0].levels.map((__, i) => {
      const row = neighbour({ 0: i, 1: j, ...(axes.length > 2 ? { 2: level } : {}) });
      const value = row === null ? null : at(name, row);
      const lost = value !== null && Number(value.toFixed(decimals)) < 0;
      const made = element("td", { class: [matches.has(row) ? "match" : "", lost ? "loss" : "", row === state.row ? "current" : ""].filter(Boolean).join(" "), onclick: () => show(row) }, value === null ? "–" : fixed(value, decimals));
      if (value !== null) {
        const fill = mixed(ground, hue, Math.min(1, Math.abs(value) / most));
        made.style.background = lost ? "" : fill;
        made.style.color = lost ? css("--ink") : onPaint(fill);
      }
      return made;
    })));
    const caption = axes.length > 2 ? `${axes[2].name} ${levelText(2, level)}` : columns[name].label;
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, element("table", {}, element("caption", {}, caption), element("tbody", {}, ...rows),
      element("tfoot", {}, element("tr", {}, element("th", { scope: "row" }, `${axes[1].name} ↑ ${axes[0].name} →`), ...axes[0].levels.map((_, i) => element("th", { scope: "col" }, levelText(0, i)))))));
  };
  byId("panels").replaceChildren(...(axes.length > 2 ? axes[2].levels.map((_, level) => panel(level)) : [panel(0)]));
}

// What each axis does: the mean over the rest at its last level, minus that at its first. Labs share their luck, so that the
// error of a mean over them is at most the mean of their errors; that is what intervals are made of.
function effects() {
  const names = [asked(), ...[WORK.share, PUBLIC.share].filter((name) => name !== asked())].filter((name) => columns[name] && (data.grid || surface(name) !== null));
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const moved = (a, name) => {
    const end = (level) => Array.from({ length: rowCount }, (_, row) => row).filter((row) => levelAt(a, row) === level);
    const [first, last] = [end(0), end(axes[a].levels.length - 1)];
    const halves = [first, last].map((rows) => mean(rows.map((row) => half(name, row))));
    return { value: mean(last.map((row) => at(name, row))) - mean(first.map((row) => at(name, row))), half: data.factor === null ? null : halves[0] + halves[1] };
  };
  const ends = (a) => (data.grid || axes[a].text ? `${levelText(a, 0)} → ${levelText(a, axes[a].levels.length - 1)}` : frameOfAxes().ends[a].map((end) => text(end, 3)).join(" → "));
  const all = axes.map((_, a) => names.map((name) => (data.grid ? moved(a, name) : fittedEffect(a, name))));
  const most = names.map((_, i) => all.reduce((best, one) => Math.max(best, Math.abs(one[i].value)), 0) || 1);
  const order = axes.map((_, a) => a).sort((a, b) => Math.abs(all[b][0].value) - Math.abs(all[a][0].value));
  const heads = names.map((name) => element("th", { scope: "col", class: "text" }, columnName(name)));
  const lines = order.map((a) => element("tr", {}, element("th", { scope: "row", class: "text" }, axes[a].name),
    element("td", { class: "text" }, ends(a)),
    ...all[a].map((one, i) => {
      const bar = element("span", { class: "bar" });
      bar.style.width = `${5 * Math.abs(one.value) / most[i]}rem`;
      bar.style.background = one.value < 0 ? `repeating-linear-gradient(45deg, ${colourOf(names[i])} 0 4px, ${css("--ground")} 4px 6px)` : colourOf(names[i]);
      return element("td", { class: "text" }, bar, " ", signed(one.value, 1) + within(one.half, 1));
    })));
  const caption = data.grid ? "Mean over the rest, at the last level minus at the first; ± is at most half of a 95 % interval"
    : "At one end minus at the other, by a fitted surface";
  const note = data.grid ? "" : `${fitText(asked())}. The other axes are as the labs have them. ± is half of a 95 % interval of the fit, which does not know whether the surface is right.`;
  byId("effects").replaceChildren(element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, element("th", { scope: "col", class: "text" }, "axis"), element("th", { scope: "col", class: "text" }, "from → to"), ...heads)), element("tbody", {}, ...lines))), element("p", { class: "note" }, note));
}

// One lab as one bar: what became of its public gain.
function splitBar() {
  const shades = paint();
  const parts = [...GAPS.map((gap, i) => ({ name: GAP_NAMES[i], why: GAP_TEXT[i], value: at(gap, state.row), half: half(gap, state.row), colour: shades[gap] })),
    { name: IMPACT.label, why: "jobs that get done", value: at(IMPACT.share, state.row), half: half(IMPACT.share, state.row), colour: shades.impact }].filter((part) => part.value !== null);
  const total = parts.reduce((sum, part) => sum + Math.abs(part.value), 0) || 1;
  const bar = element("div", { class: "split", role: "img", "aria-label": parts.map((part) => `${part.name} ${fixed(part.value, 1)} points`).join(", ") }, ...parts.map((part) => {
    const made = element("span", { class: part.value < 0 ? "loss" : "" }, Math.abs(part.value) / total > 0.08 ? fixed(part.value, 1) : "");
    made.style.flexGrow = Math.abs(part.value) / total;
    made.style.flexBasis = 0;
    made.style.backgroundColor = part.colour;
    made.style.color = onPaint(part.colour);
    return made;
  }));
  const key = element("ul", { class: "key" }, ...parts.map((part) => {
    const swatch = element("i");
    swatch.style.background = part.colour;
    return element("li", {}, swatch, `${part.name}: ${part.why} `, element("b", {}, fixed(part.value, 1) + within(part.half, 1)));
  }));
  byId("split").replaceChildren(element("p", {}, `Of ${fixed(at(PUBLIC.share, state.row), 1)} points gained in public, ${fixed(at(IMPACT.share, state.row), 1)} reach jobs (in points, ± half of a 95 % interval; a loss is hatched):`), bar, key);
}

// The address holds what is shown, so that a link shows it again.
const CHOICES = ["panels-value", "response-x", "response-y", "heat-x", "heat-y", "heat-value", "goodhart-point", "goodhart-x"];
function remember() {
  const held = new URLSearchParams({ lab: cell("point", state.row), scale: state.scale });
  CHOICES.map(byId).filter((one) => one && one.value !== "").forEach((one) => held.set(one.id, one.value));
  history.replaceState(null, "", "#" + held);
}
function recall() {
  const held = new URLSearchParams(location.hash.slice(1));
  if (!held.has("lab")) return;
  const row = Array.from({ length: rowCount }, (_, r) => r).find((r) => String(cell("point", r)) === held.get("lab"));
  if (row !== undefined) state.row = row;
  for (const id of CHOICES) {
    const one = byId(id);
    if (one && held.has(id) && [...one.options].some((option) => option.value === held.get(id))) one.value = held.get(id);
  }
  const radio = document.querySelector(`input[name=scale][value="${held.get("scale") === "logits" ? "logits" : "share"}"]`);
  radio.checked = true;
  state.scale = radio.value;
  rowsTable();
  syncSliders();
  redraw();
}
async function copyLink() {
  remember();
  const button = byId("copy-link");
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Link copied";
  } catch (refused) {
    button.textContent = "The address bar has the link";
  }
}
