"""The one script of the page: it filters and sorts what the page already holds, and adds nothing.

It knows no text: what it says stands in the page. So it is the same for every audit, and so is
its hash, by which the page lets it run.
"""

SCRIPT = r"""
"use strict";
const id = (name) => document.getElementById(name);
const table = id("findings"), bar = id("filters"), say = bar.dataset;
const CHUNK = 100, FACETS = ["unit", "severity", "code", "state"];
const KEYS = [...FACETS, "q", "sort", "desc"], RANK = { error: 0, doubt: 1, note: 2 };
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
const groups = [...table.tBodies];
const rows = [];
for (const group of groups) {
  for (const line of group.rows) {
    if (line.className === "of") continue;
    const of = line.dataset, [severity, accepted] = line.className.split(" ");
    rows.push({
      line, group, severity, code: of.code, state: accepted || "open", text: null,
      unit: of.unit ?? group.dataset.unit ?? "",
      project: of.project ?? group.dataset.project ?? "",
    });
  }
}
const forms = [...document.querySelectorAll("#forms tbody tr")];
let bodies = groups, sorted = "order", state = {};

function fill(name, textOf) {
  const texts = new Map(rows.map((row) => [row[name], row]));
  const options = [...texts].map(([value, row]) => new Option(textOf(row), value));
  for (const option of options.sort((a, b) => order.compare(a.text, b.text))) id(name).add(option);
}
function count(name, found) {
  for (const option of id(name).options) {
    option.dataset.said ??= option.text;
    const many = option.value ? found.get(option.value) ?? 0 : found.get("");
    option.text = `${option.dataset.said} (${many ?? 0})`;
  }
}
function textOf(row) {
  const group = row.group.rows[0].textContent;
  row.text ??= `${group} ${row.project} ${row.line.textContent}`.toLowerCase();
  return row.text;
}
function filter() {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = Object.fromEntries(FACETS.map((name) => [name, new Map([["", 0]])]));
  const add = (name, value) => counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
  const visible = new Map();
  let shown = 0;
  for (const row of rows) {
    const off = FACETS.filter((name) => state[name] && row[name] !== state[name]);
    const found = off.length < 2 && words.every((word) => textOf(row).includes(word));
    // what a choice would show: all else being as it is
    if (found) {
      for (const name of FACETS) {
        if (off.length === 0 || off[0] === name) { add(name, row[name]); add(name, ""); }
      }
    }
    const hide = !found || off.length > 0;
    if (row.line.hidden !== hide) row.line.hidden = hide;
    if (!hide) {
      shown += 1;
      const body = row.line.parentNode;
      visible.set(body, (visible.get(body) ?? 0) + 1);
    }
  }
  for (const body of bodies) {
    const many = visible.get(body) ?? 0;
    if (body.hidden !== (many === 0)) body.hidden = many === 0;
    if (many) body.style.setProperty("--n", many);
  }
  for (const line of forms) line.hidden = !!state.unit && line.dataset.unit !== state.unit;
  for (const name of FACETS) count(name, counts[name]);
  return shown;
}
function compare(key) {
  const sign = state.desc ? -1 : 1;
  if (key === "severity") return (a, b) => sign * (RANK[a.severity] - RANK[b.severity]);
  const ranks = new Map([...new Set(rows.map((row) => row[key]))].sort(order.compare)
    .map((value, at) => [value, at]));
  return (a, b) => sign * (ranks.get(a[key]) - ranks.get(b[key]));
}
function whose(row) {
  const link = document.createElement("a");
  link.className = "who";
  link.href = `#${row.group.id}`;
  link.textContent = `${row.unit} · ${row.project}`;
  return link;
}
function flat(found) {
  for (let start = 0; start < found.length; start += CHUNK) {
    const body = document.createElement("tbody");
    for (const row of found.slice(start, start + CHUNK)) {
      // a finding of no form says itself whose it is
      if (row.group.id) row.line.cells[2].prepend(row.who ??= whose(row));
      body.append(row.line);
    }
    bodies.push(body);
  }
}
function grouped(found) {
  for (const row of rows) {
    row.who?.remove();
    row.group.append(row.line);
  }
  bodies = [...new Set(found.map((row) => row.group))];
}
function sort() {
  const key = `${state.sort} ${state.desc}`;
  if (key === sorted) return;
  sorted = key;
  const found = [...rows];
  if (state.sort !== "order") found.sort(compare(state.sort));
  else if (state.desc) found.reverse();
  for (const body of [...table.tBodies]) body.remove();
  bodies = [];
  if (state.sort === "severity" || state.sort === "code") flat(found);
  else grouped(found);
  const all = document.createDocumentFragment();
  for (const body of bodies) all.append(body);
  table.append(all);
}
function heads() {
  for (const head of table.querySelectorAll("[data-sort]")) {
    const own = head.dataset.sort === state.sort;
    head.setAttribute("aria-sort", own ? (state.desc ? "descending" : "ascending") : "none");
  }
}
function tell(shown) {
  const seen = new Set();
  for (const row of rows) if (!row.line.hidden && row.group.id) seen.add(row.group);
  const values = { shown, of: rows.length, forms: seen.size };
  id("shown").textContent = say.shown.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  id("nothing").hidden = shown > 0;
  const chosen = FACETS.filter((name) => state[name])
    .map((name) => id(name).selectedOptions[0]?.dataset.said ?? state[name]);
  const said = [...chosen, state.q].filter(Boolean).join(" · ");
  id("filtered").textContent = said ? say.filtered + said : "";
}
function show() {
  for (const name of KEYS.filter((name) => name !== "desc")) id(name).value = state[name];
  id("desc").checked = !!state.desc;
  sort();
  const shown = filter();
  heads();
  tell(shown);
}
function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = Object.fromEntries(KEYS.map((key) => [key, given.get(key) ?? ""]));
  if (![...id("sort").options].some((option) => option.value === state.sort)) state.sort = "order";
  for (const name of FACETS) {
    const known = [...id(name).options].some((option) => option.value === state[name]);
    if (!known) state[name] = "";
  }
}
function keep() {
  const kept = new URLSearchParams();
  for (const key of KEYS) if (state[key] && state[key] !== "order") kept.set(key, state[key]);
  const hash = `${kept}`;
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  show();
}
function go() {
  const at = location.hash.slice(1), group = groups.find((each) => each.id && each.id === at);
  if (!at.includes("=") && !group) return;
  read();
  show();
  (group ?? bar).scrollIntoView();
}
function take() {
  for (const name of KEYS.filter((name) => name !== "desc")) state[name] = id(name).value;
  state.desc = id("desc").checked ? "1" : "";
  keep();
}
let waiting = 0;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(take, 150);
}
function by(key) {
  id("desc").checked = state.sort === key && !state.desc;
  id("sort").value = key;
  take();
}
async function copy(code) {
  getSelection().selectAllChildren(code);
  try { await navigator.clipboard.writeText(code.textContent); } catch { return; }
  id("shown").textContent = say.copied.replace("{found}", code.textContent);
}
fill("unit", (row) => row.unit);
fill("code", (row) => row.line.cells[1].textContent);
for (const head of table.querySelectorAll("[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  button.title = say.sort.replace("{column}", head.textContent);
  button.addEventListener("click", () => by(head.dataset.sort));
  head.replaceChildren(button);
}
for (const name of [...FACETS, "sort", "desc"]) id(name).addEventListener("change", take);
id("q").addEventListener("input", later);
id("reset").addEventListener("click", () => {
  state = Object.fromEntries(KEYS.map((key) => [key, key === "sort" ? "order" : ""]));
  keep();
});
table.addEventListener("click", (event) => {
  const code = event.target.closest("td:nth-child(3) > code");
  if (code) copy(code);
});
addEventListener("hashchange", go);
bar.hidden = false;
read();
show();
go();
document.documentElement.dataset.ready = "";
"""
