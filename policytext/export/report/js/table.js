// The task table: filters, sorting, pages of rows, a record behind each row, the rows as CSV.

const view = document.getElementById("view-measures");
const EMPTY = { q: "", doc: "", region: "", kind: "", role: "", unit: "", from: "", to: "", status: "", min: "", look: false };
const table = { ...EMPTY, sort: "order", down: false, page: 0, size: 50, open: new Set(), rows: [] };

// what a row is searched and sorted by, made once
const keys = new Map(
  D.measures.map((m, at) => {
    const doc = documents.get(m.doc_id);
    const units = unitsInOrder(m.units);
    return [
      m,
      {
        words: [
          titleOfMeasure(m), textOf(m), doc?.title, doc?.region?.name,
          ...units.flatMap((u) => [u.name, u.canonical]),
          ...m.targets.map((t) => t.indicator),
        ].filter(Boolean).join("\n").toLowerCase(),
        look: needsLook(m),
        order: at,
        title: titleOfMeasure(m),
        region: regions.get(regionOf(m.doc_id)).at,
        doc: titleOf(m.doc_id),
        kind: m.kind === "task" ? 0 : 1,
        units: units.length ? unitName(units[0]) : null,
        targets: m.targets.length ? `${m.targets[0].indicator ?? ""} ${m.targets[0].value ?? ""}` : null,
        deadline: firstEnd(m),
        modality: m.modality ? Object.keys(D.labels.modality).indexOf(m.modality) : null,
        confidence: m.confidence,
      },
    ];
  }),
);

const COLUMNS = [
  ["order", "序", "order"],
  ["title", "任务", "title"],
  ["region", "地区", "region"],
  ["doc", "文件", "document"],
  ["kind", "类型", "kind"],
  ["units", "单位", "units"],
  ["targets", "指标值", "targets"],
  ["deadline", "时限", "deadlines"],
  ["modality", "力度", "modality"],
  ["confidence", "置信", "confidence"],
];

function matches(m) {
  stats.scans += 1;
  const key = keys.get(m);
  if (table.doc && m.doc_id !== table.doc) return false;
  if (table.region && regionOf(m.doc_id) !== table.region) return false;
  if (table.kind && m.kind !== table.kind) return false;
  if (table.min !== "" && m.confidence < Number(table.min)) return false;
  if (table.look && !key.look) return false;
  if (table.status && !m.targets.some((t) => t.status === table.status)) return false;
  if (table.from || table.to) {
    const inside = (end) => end && (!table.from || end >= table.from) && (!table.to || end <= table.to);
    if (!m.deadlines.some((d) => inside(d.resolved_end))) return false;
  }
  if (table.unit || table.role) {
    const named = table.unit.trim().toLowerCase();
    const meant = (u) =>
      (!table.role || u.role === table.role) &&
      (!named || [u.name, u.canonical ?? "", u.text].some((n) => n.toLowerCase().includes(named)));
    if (!m.units.some(meant)) return false;
  }
  return table.q.toLowerCase().split(/\s+/).every((word) => key.words.includes(word));
}

function sorted(rows) {
  const sign = table.down ? -1 : 1;
  const of = (m) => keys.get(m)[table.sort];
  const compare = (a, b) => {
    const [x, y] = [of(a), of(b)];
    if (x === null || y === null) return (x === null) - (y === null); // what is unknown comes last
    const order = typeof x === "number" ? x - y : collator.compare(x, y);
    return sign * order || keys.get(a).order - keys.get(b).order;
  };
  return rows.sort(compare);
}

// --- filters -----------------------------------------------------------------------------------

const controls = {};

function control(name, title, field, input, wide) {
  controls[name] = input;
  input.id = `f-${name}`;
  input.addEventListener(input.tagName === "SELECT" || input.type === "checkbox" ? "change" : "input", () => {
    table[name] = input.type === "checkbox" ? input.checked : input.value;
    table.page = 0;
    updateTable();
  });
  return el(wide ? "label.field.wide" : "label.field", { for: input.id }, el("span", {}, term(title, field)), input);
}

const choice = (options) =>
  el("select", {}, el("option", { value: "" }, "全部"), options.map(([value, name]) => el("option", { value }, name)));
const choices = (group) => choice(Object.entries(D.labels[group]));

function filterForm() {
  const names = [...new Set(D.measures.flatMap((m) => m.units.map(unitName)))].sort(collator.compare);
  const look = el("input", { type: "checkbox" });
  return el(
    "details.filters",
    { open: window.innerWidth > 720 },
    el("summary", {}, "筛选 ", el("small", {}, "Filter"), el("span.active", { id: "active-filters" })),
    el(
      "form",
      { onsubmit: (event) => event.preventDefault() },
      control("q", "检索", "free text", el("input", { type: "search", placeholder: "标题、正文、单位、指标；空格表示并且" }), true),
      control("region", "地区", "region", choice(regionList.map((r) => [r.name, r.name]))),
      control("doc", "文件", "document", choice(D.documents.map((d) => [d.doc_id, titleOf(d.doc_id)]))),
      control("unit", "单位", "unit", el("input", { type: "search", list: "unit-names", placeholder: "名称的一部分" })),
      control("role", "角色", "role", choices("role")),
      control("from", "时限不早于", "from", el("input", { type: "date" })),
      control("to", "时限不晚于", "to", el("input", { type: "date" })),
      control("status", "指标状态", "status", choices("status")),
      control("kind", "类型", "kind", choices("kind")),
      control("min", "最低置信", "min. confidence", el("input", { type: "number", min: 0, max: 1, step: 0.05, placeholder: "0–1" })),
      el("div.field.check", {}, control("look", "只看须先看的", "look first", look)),
      el("datalist", { id: "unit-names" }, names.map((value) => el("option", { value }))),
    ),
  );
}

function setFilters(wanted) {
  Object.assign(table, EMPTY, wanted, { page: 0 });
  for (const [name, input] of Object.entries(controls)) {
    if (input.type === "checkbox") input.checked = table[name];
    else input.value = table[name];
  }
  updateTable();
}

// --- rows --------------------------------------------------------------------------------------

function unitCell(m) {
  const units = unitsInOrder(m.units);
  const shown = units.slice(0, 4).map((u) =>
    el("span.line", {}, el(`span.role.role-${u.role}`, {}, label("role", u.role)), unitName(u)),
  );
  if (units.length > 4) shown.push(el("span.under", {}, `另有 ${units.length - 4} 个`));
  return shown;
}

function targetCell(m) {
  const shown = m.targets.slice(0, 3).map((t) =>
    el("span.line", {}, t.indicator ? `${t.indicator} ` : "", el(`b.value.status-${t.status}`, {}, amountInFull(t)),
      t.status === "planned" ? null : el("small", {}, ` ${label("status", t.status)}`)),
  );
  if (m.targets.length > 3) shown.push(el("span.under", {}, `另有 ${m.targets.length - 3} 个`));
  return shown;
}

function tableRow(m) {
  stats.rows += 1;
  const key = keys.get(m);
  const open = table.open.has(m.measure_id);
  const toggle = el(
    "button.row-title",
    { type: "button", "aria-expanded": String(open), onclick: () => toggleRow(m) },
    key.title,
  );
  const row = el(
    key.look ? "tr.row.look" : "tr.row",
    { id: `r-${m.measure_id}` },
    el("td.n.order", { "data-label": "序" }, String(key.order + 1)),
    el("td.lead-cell", { "data-label": "任务" }, key.look ? flag() : null, toggle,
      el("a.to-text", { href: hashOf("m", m.measure_id) }, "原文")),
    cellOf("地区", regionOf(m.doc_id)),
    el("td.doc", { "data-label": "文件" }, titleOf(m.doc_id)),
    cellOf("类型", label("kind", m.kind)),
    cellOf("单位", ...unitCell(m)),
    cellOf("指标值", ...targetCell(m)),
    cellOf("时限", ...m.deadlines.slice(0, 3).map((d) =>
      el(d.resolved_end ? "span.line.nowrap" : "span.line", { title: d.text }, d.resolved_end ?? d.text))),
    cellOf("力度", label("modality", m.modality)),
    confidenceCell(m),
  );
  if (!open) return [row];
  return [row, el("tr.detail", {}, el("td", { colspan: COLUMNS.length }, recordDetail(m, { withText: true })))];
}

function toggleRow(m) {
  if (!table.open.delete(m.measure_id)) table.open.add(m.measure_id);
  renderRows();
  document.getElementById(`r-${m.measure_id}`)?.querySelector("button").focus();
}

const parts = {};

function renderRows(all) {
  const pages = Math.max(1, Math.ceil(table.rows.length / table.size));
  table.page = Math.min(table.page, pages - 1);
  const begin = all ? 0 : table.page * table.size;
  const shown = all ? table.rows : table.rows.slice(begin, begin + table.size);
  parts.body.replaceChildren(...shown.flatMap(tableRow));
  parts.empty.hidden = table.rows.length > 0;
  parts.table.hidden = table.rows.length === 0;
  const n = numbers.format(table.rows.length);
  parts.count.textContent = shown.length
    ? `共 ${n} 项，显示 ${begin + 1}–${begin + shown.length}（全部 ${numbers.format(D.measures.length)} 项）`
    : `共 0 项（全部 ${numbers.format(D.measures.length)} 项）`;
  parts.pager.hidden = pages === 1;
  parts.where.textContent = `${table.page + 1} / ${pages}`;
  parts.back.disabled = table.page === 0;
  parts.on.disabled = table.page === pages - 1;
  parts.heads.forEach((head, at) => {
    const mine = COLUMNS[at][0] === table.sort;
    head.setAttribute("aria-sort", mine ? (table.down ? "descending" : "ascending") : "none");
  });
  const active = Object.keys(EMPTY).filter((name) => table[name] !== EMPTY[name]).length;
  parts.reset.hidden = !active;
  document.getElementById("active-filters").textContent = active ? `已用 ${active} 项` : "";
}

function updateTable() {
  table.rows = sorted(D.measures.filter(matches));
  renderRows();
}

function sortBy(name) {
  table.down = table.sort === name ? !table.down : false;
  table.sort = name;
  table.page = 0;
  parts.sorter.value = name;
  updateTable();
}

function turn(by) {
  table.page += by;
  renderRows();
  parts.count.scrollIntoView({ block: "start" });
}

// --- the rows as a file ------------------------------------------------------------------------

// as policytext.export.tabular.csv_cell: no text that a spreadsheet would take for a formula
function csvCell(value) {
  if (value === undefined || value === null) return "";
  let text = String(value).replaceAll("\0", "\ufffd");
  if (typeof value === "string" && /^(?:[ \u3000\ufeff]*[=+\-@\t\r\n＝＋－＠])/u.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOfRows(rows) {
  const named = (m, role) => m.units.filter((u) => u.role === role).map(unitName).join("; ");
  const head = ["measure_id", "doc_id", "region", "doc_title", "kind", "title", "text", "lead_units",
    "responsible_units", "support_units", "supervise_units", "targets", "deadlines", "first_deadline",
    "modality", "confidence", "start", "end"];
  const lines = rows.map((m) => [
    m.measure_id, m.doc_id, documents.get(m.doc_id)?.region?.name, documents.get(m.doc_id)?.title,
    m.kind, m.title, textOf(m), ...ROLE_ORDER.map((role) => named(m, role)),
    m.targets.map((t) => t.text).join("; "), m.deadlines.map((d) => d.text).join("; "), firstEnd(m),
    m.modality, m.confidence, m.start, m.end]);
  return `\ufeff${[head, ...lines].map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function downloadRows() {
  const url = URL.createObjectURL(new Blob([csvOfRows(table.rows)], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: url, download: "measures.csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function buildTable() {
  parts.body = el("tbody");
  parts.heads = COLUMNS.map(([name, title, field]) =>
    el("th", { scope: "col", class: `c-${name}` },
      el("button", { type: "button", onclick: () => sortBy(name) }, el("span.word", {}, title), el("small", {}, field))));
  parts.table = el("table.cards.measures", {}, el("thead", {}, el("tr", {}, parts.heads)), parts.body);
  parts.count = el("p.count", { role: "status" });
  parts.empty = el("p.notice", {}, "没有符合条件的任务。放宽筛选，或", el("button.linklike", { type: "button", onclick: () => setFilters({}) }, "清除全部筛选"), "。");
  parts.where = el("span");
  parts.back = el("button.quiet", { type: "button", onclick: () => turn(-1) }, "上一页");
  parts.on = el("button.quiet", { type: "button", onclick: () => turn(1) }, "下一页");
  const size = el("select", { "aria-label": "每页行数", onchange: () => { table.size = Number(size.value); table.page = 0; renderRows(); } },
    [25, 50, 100, 200].map((n) => el("option", { value: n }, `每页 ${n}`)));
  size.value = "50";
  parts.pager = el("nav.pager", { "aria-label": "翻页" }, parts.back, parts.where, parts.on, size);
  parts.sorter = el("select", { onchange: () => { table.down = false; table.sort = parts.sorter.value; updateTable(); } },
    COLUMNS.map(([name, title]) => el("option", { value: name }, title)));
  parts.reset = el("button.quiet", { type: "button", id: "reset", onclick: () => setFilters({}) }, "清除筛选");
  view.append(
    filterForm(),
    el("div.bar", {}, parts.count, el("label.sorter", {}, "排序 ", parts.sorter), parts.reset,
      el("button.quiet", { type: "button", id: "download", onclick: downloadRows }, "下载所列 CSV")),
    el("div.scroll", {}, parts.table),
    parts.empty,
    parts.pager,
  );
  updateTable();
}

// bring a measure's row on the page, filters or not
function showRow(id) {
  const m = measures.get(id);
  if (!m) return null;
  if (!table.rows.includes(m)) setFilters({});
  table.page = Math.floor(table.rows.indexOf(m) / table.size);
  table.open.add(id);
  renderRows();
  return document.getElementById(`r-${id}`);
}

// on paper there are no pages to turn
window.addEventListener("beforeprint", () => renderRows(true));
window.addEventListener("afterprint", () => renderRows());
