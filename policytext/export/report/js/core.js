// The records, ready to be looked up; and the few helpers that build nodes. Text goes into the page
// as text only: nothing here or below parses markup.

const D = JSON.parse(document.getElementById("data").textContent);

// Work done since the page was opened; tests count it instead of timing it.
const stats = { scans: 0, rows: 0, texts: 0 };

const indexBy = (rows, key) => new Map(rows.map((row) => [row[key], row]));

for (const m of D.measures) {
  m.units ??= [];
  m.targets ??= [];
  m.deadlines ??= [];
}
for (const a of D.aims) a.deadlines ??= [];
for (const d of D.documents) d.start ??= 0;

const documents = indexBy(D.documents, "doc_id");
const measures = indexBy(D.measures, "measure_id");
const aims = indexBy(D.aims, "aim_id");
const themes = indexBy(D.themes, "theme_id");

const groupBy = (rows, keyOf) => {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return groups;
};
const measuresOf = groupBy(D.measures, (m) => m.doc_id);
const sectionsOf = groupBy(D.sections, (s) => s.doc_id);
const aimsOf = groupBy(D.aims, (a) => a.doc_id);

// measure_id → links it is an end of, best first
const linksOf = new Map();
for (const link of D.links) {
  for (const end of [link.source, link.target]) {
    if (!linksOf.has(end)) linksOf.set(end, []);
    linksOf.get(end).push(link);
  }
}
for (const links of linksOf.values()) links.sort((a, b) => b.score - a.score);

const themesOf = new Map();
for (const theme of D.themes) {
  for (const id of theme.measures ?? []) {
    if (!themesOf.has(id)) themesOf.set(id, []);
    themesOf.get(id).push(theme);
  }
}

// --- a text by code points ---------------------------------------------------------------------

// Offsets count code points, strings of JavaScript UTF-16 units: they differ once a text holds a
// character beyond U+FFFF (𠮷), and only then is the text taken apart.
class Source {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udbff]/.test(text) ? Array.from(text) : null;
    this.length = this.points ? this.points.length : text.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }

  // [start, end) of each line between two offsets, without its line break; empty ones left out
  lines(from, to) {
    const lines = [];
    const points = this.points ?? this.text;
    let start = from;
    for (let at = from; at <= to; at += 1) {
      if (at === to || points[at] === "\n" || points[at] === "\r") {
        if (at > start) lines.push([start, at]);
        start = at + 1;
      }
    }
    return lines;
  }
}

const sources = new Map();
const sourceOf = (doc) => {
  if (!doc || doc.text_path === undefined) return null;
  if (!sources.has(doc.text_path)) {
    sources.set(doc.text_path, new Source(D.texts[doc.text_path] ?? ""));
  }
  return sources.get(doc.text_path);
};

const textOf = (m) =>
  m.text ?? sourceOf(documents.get(m.doc_id))?.slice(m.start, m.end) ?? "";

// --- nodes -------------------------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "g", "line", "circle", "rect", "text", "title", "path"]);

// el("a.quiet", {href: "#m-1", onclick: f, "aria-label": "…"}, "text", node, …); null is left out
function el(name, options, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(options ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

// Chinese name with the record's field name small beside it
const term = (name, field) => [name, " ", el("small", {}, field)];

const hashOf = (kind, id) => `#${kind}-${encodeURIComponent(id)}`;

const flag = () => el("span.flag", { title: `置信度低于 ${D.look_first_below}，请先对照原文核实` }, "先看");

// --- regions -----------------------------------------------------------------------------------

const LEVELS = ["nation", "province", "city", "county", "town"];
const regions = new Map(); // name → {name, adcode, level, at}
const NO_REGION = "未知地区";

for (const d of D.documents) {
  const name = d.region?.name ?? NO_REGION;
  if (!regions.has(name)) regions.set(name, { name, ...d.region });
}
for (const name of D.themes.flatMap((t) => t.regions ?? [])) {
  if (!regions.has(name)) regions.set(name, { name });
}
for (const cell of D.comparisons.flatMap((c) => c.cells ?? [])) {
  const name = cell.region ?? NO_REGION;
  if (!regions.has(name)) regions.set(name, { name, adcode: cell.adcode });
}
for (const cell of D.matrix) {
  if (!regions.has(cell.region)) regions.set(cell.region, { name: cell.region, adcode: cell.adcode, level: cell.level });
}
const regionList = [...regions.values()].sort(
  (a, b) =>
    (a.name === NO_REGION) - (b.name === NO_REGION) ||
    (a.adcode ?? "999999").localeCompare(b.adcode ?? "999999") ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level),
);
// colors go to those that say something first; a division without documents is a column at most
const speaking = new Set(D.documents.map((d) => d.region?.name ?? NO_REGION));
[...regionList.filter((r) => speaking.has(r.name)), ...regionList.filter((r) => !speaking.has(r.name))].forEach((region, at) => {
  region.at = at;
});

const regionOf = (docId) => documents.get(docId)?.region?.name ?? NO_REGION;
// eight colors that colour-blind readers can tell apart (Okabe and Ito), then again with a ring
const regionClass = (name) => {
  const at = regions.get(name)?.at ?? 0;
  return `rg${at % 8}${at >= 8 ? " ringed" : ""}`;
};
const swatch = (name) => el(`i.swatch.${regionClass(name).split(" ").join(".")}`, { "aria-hidden": "true" });

// More regions than these are found by name: a wall of boxes is read by nobody.
const MANY_REGIONS = 24;

// Boxes for the regions that a view shows; `chosen` is a Set of names, `usual` a button's words and the names it sets.
function regionChoice(rows, chosen, caption, changed, usual) {
  const boxes = rows.map((r) => {
    const box = el("input", { type: "checkbox", checked: chosen.has(r.name), onchange: () => {
      if (box.checked) chosen.add(r.name);
      else chosen.delete(r.name);
      changed();
    } });
    return [r, box, el("label", {}, box, swatch(r.name), r.name)];
  });
  const many = rows.length > MANY_REGIONS;
  const find = el("input", { type: "search", placeholder: `在 ${rows.length} 个地区中查找`, "aria-label": "查找地区", oninput: () => show() });
  const show = () => {
    const name = find.value.trim();
    for (const [r, box, label] of boxes) label.hidden = many && !(name ? r.name.includes(name) : box.checked && chosen.size <= MANY_REGIONS);
  };
  const set = (names) => {
    chosen.clear();
    for (const name of names) chosen.add(name);
    for (const [r, box] of boxes) box.checked = chosen.has(r.name);
    show();
    changed();
  };
  show();
  return el("div.chips", { role: "group", "aria-label": caption },
    many ? find : null,
    boxes.map(([, , label]) => label),
    usual ? [el("button.linklike", { type: "button", onclick: () => set(rows.map((r) => r.name)) }, "全选"),
      el("button.linklike", { type: "button", onclick: () => set(usual[1]) }, usual[0])] : null);
}
const titleOf = (docId) => documents.get(docId)?.title ?? documents.get(docId)?.path ?? docId;
