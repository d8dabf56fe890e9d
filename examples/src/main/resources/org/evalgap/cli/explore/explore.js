"use strict";
// The explorer: what is set, what is asked, and when. One question is under way at most; while somebody drags, only the newest waits.
const FIRST = 16;
const LEAST = 3; // replicates of a frame while somebody drags; more where they fit into FRAME
const FRAME = 20; // ms
const MOST = 256;
const SLOW = 250; // ms: what takes longer is asked once the hand rests, with few replicates and without the curve first
const REST = 180;
const MAIN = ["inspiration", "departure", "memorization", "breadth", "budget", "environments", "competence", "shift", "workHorizon", "narrowing"];
const STAGES = [["TASKS", "The tasks"], ["ENVIRONMENTS", "The environments"], ["KERNEL", "How learning spreads"], ["TRAINING", "Training, and the lab"]];
const parameters = Object.fromEntries(data.parameters.map((p) => [p.name, p]));
const words = Object.fromEntries(data.words.map((w) => [w.name, w]));
const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("");
let start = data.starts.find((s) => s.first);
let settings = { ...start.settings };

const byDefault = (name) => (parameters[name] ? parameters[name].byDefault : Object.keys(words[name].words)[0]);
const valueOf = (name) => (name in settings ? settings[name] : byDefault(name));
const isStarts = (name) => valueOf(name) === (name in start.settings ? start.settings[name] : byDefault(name));
const means = (name, value) => (parameters[name] ? parameters[name].learners : words[name].words[value]).includes(valueOf("learner"));

function set(name, value) {
  moved = name;
  if (value === byDefault(name)) delete settings[name];
  else settings[name] = value;
  // What the other learner does not know cannot be asked of it.
  if (name === "learner") Object.keys(settings).filter((other) => other !== "learner" && !means(other, settings[other])).forEach((other) => delete settings[other]);
  show();
  ask();
}

// Controls, one for each declared parameter and word.
const shown = [];
function slider(parameter) {
  const id = "set-" + parameter.name;
  const { ticks } = parameter;
  const output = element("output", { id: id + "-value", for: id });
  const input = element("input", { type: "range", id, min: 0, max: ticks.length - 1, step: 1, "aria-describedby": id + "-meaning" });
  input.addEventListener("input", () => set(parameter.name, ticks[Number(input.value)]));
  const label = element("label", { for: id, class: "name" }, element("b", {}, parameter.name), output);
  const holder = element("div", { class: "slider" }, label, input, element("small", { id: id + "-meaning", class: "note" }, parameter.meaning));
  shown.push(() => {
    const value = valueOf(parameter.name);
    const at = ticks.reduce((best, tick, i) => (Math.abs(tick - value) < Math.abs(ticks[best] - value) ? i : best), 0);
    input.value = at;
    const said = `${text(value, 5)} ${parameter.unit}`;
    output.textContent = said;
    input.setAttribute("aria-valuetext", said);
    holder.hidden = !means(parameter.name);
    holder.classList.toggle("changed", !isStarts(parameter.name));
  });
  return holder;
}
function chooser(word) {
  const id = "set-" + word.name;
  const select = element("select", { id, "aria-describedby": id + "-meaning" });
  select.addEventListener("change", () => set(word.name, select.value));
  const holder = element("div", { class: "slider" }, element("label", { for: id, class: "name" }, element("b", {}, word.name)), select, element("small", { id: id + "-meaning", class: "note" }, word.meaning));
  shown.push(() => {
    const known = Object.keys(word.words).filter((value) => means(word.name, value));
    select.replaceChildren(...known.map((value) => element("option", { value }, value)));
    select.value = valueOf(word.name);
    holder.hidden = known.length < 2;
    holder.classList.toggle("changed", !isStarts(word.name));
  });
  return holder;
}
function controls() {
  const holder = byId("sliders");
  holder.append(chooser(words.learner), ...MAIN.map((name) => slider(parameters[name])));
  for (const [stage, title] of STAGES) {
    const others = [
      ...data.words.filter((w) => w.stage === stage && w.name !== "learner").map(chooser),
      ...data.parameters.filter((p) => p.stage === stage && !MAIN.includes(p.name)).map(slider)];
    const more = element("details", {}, element("summary", {}, title), ...others);
    if (others.length) holder.append(more);
    shown.push(() => { more.hidden = others.every((other) => other.hidden); });
  }
}
function starts() {
  const select = byId("start");
  for (const group of new Set(data.starts.map((s) => s.group))) {
    const made = element("optgroup", { label: group });
    data.starts.forEach((s, i) => { if (s.group === group) made.append(element("option", { value: i }, s.name)); });
    select.append(made);
  }
  select.value = data.starts.indexOf(start);
  const begin = () => { moved = ""; start = data.starts[Number(select.value)]; settings = { ...start.settings }; show(); ask(); };
  select.addEventListener("change", begin);
  byId("reset").addEventListener("click", begin);
}
function show() {
  shown.forEach((refresh) => refresh());
  byId("start-text").textContent = start.source;
}

// Asking. A question that is a refinement, or that takes long, gives way to a newer one at once; the server stops it.
let underWay = null;
let waiting = false;
let timer = null;
let slow = false;
let moved = "";
const costs = {}; // ms a replicate, by what was moved: the curve along inspiration is kept while inspiration itself moves
const replicatesOfFrame = () => (moved === "" ? FIRST : moved in costs ? Math.max(LEAST, Math.min(FIRST, Math.floor(FRAME / costs[moved]))) : LEAST);
function ask() {
  clearTimeout(timer);
  waiting = true;
  if (underWay !== null && underWay.first && performance.now() - underWay.began < SLOW) return;
  if (underWay !== null) underWay.abort.abort();
  underWay = null;
  if (slow) timer = setTimeout(begin, REST);
  else begin();
}
function begin() {
  waiting = false;
  send(slow ? 1 : replicatesOfFrame(), !slow, true, 0);
}
async function send(replicates, wanted, first, known) {
  const mine = { first, began: performance.now(), abort: new AbortController() };
  underWay = mine;
  let said;
  try {
    const body = JSON.stringify({ page, replicates, response: wanted, settings });
    const got = await fetch("frame", { method: "POST", body, signal: mine.abort.signal, headers: { "Content-Type": "application/json" } });
    said = await got.json();
  } catch (problem) {
    if (mine.abort.signal.aborted) return;
    said = { error: "The program that serves this page does not answer; start evalgap explore again, and open the address that it prints." };
  }
  if (underWay !== mine) return;
  underWay = null;
  if (said.error) complain(said.error);
  else if (!said.superseded) {
    if (first && wanted) costs[moved] = said.millis / said.replicates;
    take(said, said.replicates - known);
  }
  // Two questions can overtake each other on their way: who asked last, asks again.
  if (waiting || said.superseded) begin();
  else if (!said.error) timer = setTimeout(() => refine(said), first && wanted ? REST : 0);
}
function take(said, fresh) {
  complain("");
  // The curve takes about twice as long as the rest. What is slow at first may be quick once Java has warmed up.
  slow = (said.millis / fresh) * LEAST * (said.response ? 1 : 3) > SLOW;
  answer = said.response ? said : { ...said, response: answer === null ? null : answer.response };
  byId("headline").textContent = headlineText();
  for (const name of ["command", "plan", "java"]) byId(name).textContent = said.copies[name];
  redraw();
  // When what was drawn last, for whoever measures.
  window.drawn = { replicates: said.replicates, took: performance.now() };
}
function refine(said) {
  if (!said.response) send(said.replicates, true, false, 0);
  else if (said.replicates < MOST) send(Math.min(MOST, 4 * said.replicates), true, false, said.replicates);
}
function complain(problem) {
  byId("problem").textContent = problem;
  byId("problem").hidden = problem === "";
}

// Taking away.
function save(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  byId("taken").textContent = `${name} is saved.`;
}
async function copy(name, what) {
  try {
    await navigator.clipboard.writeText(byId(name).textContent);
    byId("taken").textContent = `${what} is copied.`;
  } catch (refused) {
    const open = byId(name).closest("details");
    if (open) open.open = true;
    getSelection().selectAllChildren(byId(name));
    byId("taken").textContent = `The browser does not let this page copy; ${what.toLowerCase()} is selected below.`;
  }
}
// Headline, bar and both curves in one picture, with the command that makes them.
function picture() {
  const [width, pad, scale] = [1200, 32, 2];
  const canvas = element("canvas", { width: width * scale, height: 10 });
  const pen = canvas.getContext("2d");
  const lines = (said, font, most) => {
    pen.font = font;
    return said.split(" ").reduce((all, word) => {
      const longer = all[all.length - 1] === "" ? word : all[all.length - 1] + " " + word;
      return pen.measureText(longer).width <= most ? [...all.slice(0, -1), longer] : [...all, word];
    }, [""]);
  };
  const [big, small] = ["600 22px system-ui, sans-serif", "14px system-ui, sans-serif"];
  const title = lines(byId("headline").textContent, big, width - 2 * pad);
  const notes = [...lines(`${intervals()} ${byId("goodhart-text").textContent}`, small, width - 2 * pad), ...lines(byId("command").textContent.trim(), small, width - 2 * pad)];
  const half = (width - 2 * pad) / 2;
  const placed = [[charts[0], pad, width - 2 * pad], [charts[1], pad, half], [charts[2], pad + half, half]].map(([c, x, w]) => [c, x, w, (w * c.getHeight()) / c.getWidth()]);
  const top = pad + 30 * title.length;
  const named = top + placed[0][3] + 12;
  const middle = named + 50;
  const bottom = middle + Math.max(placed[1][3], placed[2][3]) + 30;
  canvas.height = (bottom + 21 * notes.length + pad) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = css("--ground");
  pen.fillRect(0, 0, width, canvas.height);
  pen.fillStyle = css("--ink");
  const write = (all, font, y, step) => { pen.font = font; all.forEach((line, i) => pen.fillText(line, pad, y + step * i)); };
  write(title, big, pad + 12, 30);
  pen.font = small;
  splitParts().reduce((x, part) => {
    const said = `${part.label} ${points(part.pair)} points`;
    pen.fillStyle = part.colour;
    pen.fillRect(x, named - 11, 12, 12);
    pen.fillStyle = css("--ink");
    pen.fillText(said, x + 18, named);
    return x + 42 + pen.measureText(said).width;
  }, pad);
  pen.font = "600 16px system-ui, sans-serif";
  ["h-response", "h-goodhart"].forEach((id, i) => pen.fillText(byId(id).textContent, pad + i * half, middle - 12));
  placed.forEach(([c, x, w, h], i) => pen.drawImage(c.renderToCanvas({ pixelRatio: scale, backgroundColor: css("--ground") }), x, i === 0 ? top : middle, w, h));
  write(notes, small, bottom, 21);
  canvas.toBlob((blob) => save("explored.png", blob), "image/png");
}

setUpTheme();
controls();
starts();
chart("split", split);
chart("response", response);
chart("goodhart", goodhart);
byId("write-plan").addEventListener("click", () => save("explored.yaml", new Blob([byId("plan").textContent], { type: "text/yaml" })));
byId("copy-command").addEventListener("click", () => copy("command", "The command"));
byId("copy-java").addEventListener("click", () => copy("java", "The program"));
byId("write-png").addEventListener("click", picture);
show();
ask();
