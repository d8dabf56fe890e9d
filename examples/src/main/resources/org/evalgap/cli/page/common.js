"use strict";
// What every page shares: the data, the theme, numbers as text, charts, tables. No network, no framework but ECharts.
const data = document.getElementById("data") ? JSON.parse(document.getElementById("data").textContent) : {};
const byId = (id) => document.getElementById(id);
const redraws = [];
const charts = [];

// Okabe and Ito's colours, which the colour-blind can tell apart; on dark ground the dark ones are lighter.
const PALETTE = {
  light: ["#0072B2", "#D55E00", "#009E73", "#B4558F", "#B37700", "#3A8FC2", "#555555"],
  dark: ["#56B4E9", "#F5894F", "#2CC79B", "#E29CC5", "#E6B04A", "#9AD0F5", "#BBBBBB"],
};
// One colour a measure, in every figure: inflation is always this orange, impact always this green.
const paint = () => { const c = colours(); return { public: c[0], inflation: c[1], impact: c[2], work: c[3], fresh: c[4], distributionGap: dark() ? "#BF7443" : "#C77B30", reliabilityGap: dark() ? "#946240" : "#7A4A1E", points: c[6] }; };
const SYMBOLS = ["circle", "diamond", "rect", "triangle"];
const DASHES = ["solid", "dashed", [2, 3], [9, 3, 2, 3]];

const darkQuery = matchMedia("(prefers-color-scheme: dark)");
let chosenTheme = null;
let printing = false;
const dark = () => !printing && (chosenTheme === null ? darkQuery.matches : chosenTheme === "dark");
const colours = () => (dark() ? PALETTE.dark : PALETTE.light);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function redraw() {
  redraws.forEach((draw) => draw());
}

function showTheme() {
  const button = byId("theme");
  button.hidden = false;
  button.textContent = dark() ? "Light page" : "Dark page";
  button.setAttribute("aria-pressed", String(dark()));
}

// Paper is light, has nothing to click, and holds what is folded or on a table's other pages.
const PAPER = { width: 700, height: 720 };
const MOST_PRINTED = 500;
const tables = {};
let folded = [];
function paper(begins) {
  printing = begins;
  const root = document.documentElement;
  if (begins) {
    root.dataset.theme = "light";
    folded = [...document.querySelectorAll("details:not([open])")];
  } else if (chosenTheme === null) delete root.dataset.theme;
  else root.dataset.theme = chosenTheme;
  folded.forEach((one) => { one.open = begins; });
  Object.values(tables).forEach((fill) => fill());
  redraw();
  charts.forEach((c) => {
    c.resize(begins ? { width: PAPER.width, height: Math.min(PAPER.height, 0.8 * c.getHeight()) } : { width: "auto", height: "auto" });
    // A flush draws at once: there is no next frame before the page is printed.
    if (begins) c.getZr().flush();
  });
}

function setUpTheme() {
  byId("theme").addEventListener("click", () => {
    chosenTheme = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosenTheme;
    showTheme();
    redraw();
  });
  darkQuery.addEventListener("change", () => { showTheme(); redraw(); });
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  addEventListener("resize", () => charts.forEach((c) => c.resize()));
  showTheme();
}

// Numbers: as many digits as a reader can use, a real minus sign, nothing for what was not measured.
function text(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (typeof value === "string") return value;
  const size = Math.abs(value);
  const plain = size === 0 || (size >= 1e-4 && size < 1e7);
  const shown = plain ? Number(value.toPrecision(Math.max(digits, size < 1 ? 1 : Math.floor(Math.log10(size)) + 1))).toString()
    : value.toExponential(digits - 1);
  return shown.replace("-", "−");
}
function fixed(value, decimals) {
  if (value === null || value === undefined) return "–";
  const shown = value.toFixed(decimals);
  return (Number(shown) === 0 ? shown.replace("-", "") : shown).replace("-", "−");
}
const signed = (value, decimals) => (value > 0 && Number(value.toFixed(decimals)) !== 0 ? "+" : "") + fixed(value, decimals);
const within = (half, decimals) => (half === null || half === undefined ? "" : " ±" + fixed(half, decimals));

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
// A colour between two others.
const mixed = (from, to, share) => "#" + rgb(from).map((c, i) => Math.round(c + (rgb(to)[i] - c) * share).toString(16).padStart(2, "0")).join("");
// What can be read on a colour, at 4.5 to 1 or more on any: black on light ones, white on dark ones.
function onPaint(colour) {
  const light = rgb(colour).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.179 ? "#000000" : "#ffffff";
}

// A chart in the element of this id; options() is asked again whenever something changes.
function chart(id, options) {
  const made = echarts.init(byId(id), null, { renderer: "canvas" });
  charts.push(made);
  const draw = () => made.setOption({ ...base(), ...options() }, true);
  redraws.push(draw);
  draw();
  return made;
}

function base() {
  return {
    animation: false,
    color: colours(),
    textStyle: { color: css("--ink"), fontFamily: "system-ui, sans-serif" },
    aria: { enabled: true },
    tooltip: {
      confine: true, backgroundColor: css("--raised"), borderColor: css("--line"), textStyle: { color: css("--ink") },
    },
  };
}

const narrow = () => innerWidth < 640;
function axis(name, options = {}) {
  const { vertical, ...others } = options;
  return {
    name, nameLocation: "middle", nameGap: vertical ? (narrow() ? 40 : 46) : 30,
    nameTextStyle: { color: css("--ink"), fontSize: narrow() ? 12 : 13 },
    axisLabel: { color: css("--faint"), hideOverlap: true, ...(others.axisLabel || {}) },
    axisLine: { lineStyle: { color: css("--faint") }, onZero: false },
    splitLine: { lineStyle: { color: css("--line") } },
    scale: true,
    ...Object.fromEntries(Object.entries(others).filter(([key]) => key !== "axisLabel")),
  };
}
const grid = (more = {}) => ({ left: 64, right: 20, top: 44, bottom: 52, ...more });
const legend = () => ({ top: 4, type: "scroll", textStyle: { color: css("--ink") }, pageTextStyle: { color: css("--ink") } });

// Intervals as whiskers: items are [x, low, high].
function whiskers(name, items, colour) {
  return {
    type: "custom", name, data: items, silent: true, z: 3, itemStyle: { color: colour }, tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    renderItem(params, api) {
      const low = api.coord([api.value(0), api.value(1)]);
      const high = api.coord([api.value(0), api.value(2)]);
      const line = (x1, y1, x2, y2) => ({
        type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 1.5 },
      });
      return {
        type: "group",
        children: [
          line(low[0], low[1], high[0], high[1]),
          line(low[0] - 4, low[1], low[0] + 4, low[1]),
          line(low[0] - 4, high[1], low[0] + 4, high[1]),
        ],
      };
    },
  };
}

// A table with headers that sort and pages. columns: {name, unit, title, value(row), show(row), text}.
function sortableTable(id, rows, columns, caption, decorate = () => {}, PAGE = 50) {
  const holder = byId(id);
  let order = rows.slice();
  let sorted = null;
  let page = 0;
  let shown = [];
  const note = element("span", { "aria-live": "polite" });
  const step = (by) => () => { page += by; fill(); };
  const back = element("button", { type: "button", onclick: step(-1) }, "Previous rows");
  const on = element("button", { type: "button", onclick: step(1) }, "Next rows");
  const body = element("tbody");
  const heads = columns.map((column, i) => {
    const button = element("button", { type: "button", title: column.title || column.name, onclick: () => sort(i) }, column.name);
    const head = element("th", { scope: "col", class: column.text ? "text" : "" }, button);
    if (column.unit) head.append(element("br"), element("small", {}, column.unit));
    return head;
  });
  function sort(i) {
    const up = sorted !== null && sorted.i === i ? !sorted.up : Boolean(columns[i].text) || Boolean(columns[i].ascending);
    sorted = { i, up };
    const value = columns[i].value;
    const missing = (v) => v === null || v === undefined || Number.isNaN(v);
    order.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (missing(x) || missing(y)) return missing(x) - missing(y);
      return (up ? 1 : -1) * (typeof x === "string" ? x.localeCompare(y) : x - y);
    });
    heads.forEach((head, k) => (k === i ? head.setAttribute("aria-sort", up ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
    page = 0;
    fill();
  }
  function fill() {
    const size = printing && order.length <= MOST_PRINTED ? Math.max(1, order.length) : PAGE;
    const pages = Math.max(1, Math.ceil(order.length / size));
    page = Math.min(Math.max(0, page), pages - 1);
    shown = order.slice(page * size, (page + 1) * size).map((row) => [row, element("tr", {}, ...columns.map((column) =>
      element("td", { class: column.text ? "text" : "" }, column.show ? column.show(row) : text(column.value(row)))))]);
    body.replaceChildren(...shown.map(([, line]) => line));
    mark();
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
    note.textContent = order.length === 0 ? "no rows" : `rows ${page * size + 1}–${Math.min(order.length, (page + 1) * size)} of ${order.length}`;
  }
  const table = element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body);
  const parts = [element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table)];
  parts.push(element("div", { class: "controls pager" }, back, on, note));
  holder.replaceChildren(...parts);
  function mark() {
    shown.forEach(([row, line]) => decorate(row, line));
  }
  fill();
  tables[id] = fill;
  return { mark };
}

function download(name, lines) {
  const link = element("a", { download: name, href: URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" })) });
  document.body.append(link);
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 1000);
}
function csvCell(value) {
  if (value === null || value === undefined) return "";
  const shown = String(value);
  return /[",\r\n]|^#|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
