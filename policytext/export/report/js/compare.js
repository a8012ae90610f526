// Themes by regions: what each region says of one aim, side by side; and indicators by documents.

const matrix = { q: "", genre: "", least: 1, shown: 30, cards: 30, columns: new Set() };
const board = {};

// Side by side is for a handful: of many regions, those with most measures in themes come first.
const MANY_COLUMNS = 6;

function usualColumns() {
  // a division without documents is a column of absences: there to be asked for
  const there = regionList.filter((r) => speaking.has(r.name));
  if (there.length <= MANY_COLUMNS) return new Set(there.map((r) => r.name));
  const counts = new Map();
  for (const theme of D.themes) {
    for (const id of theme.measures ?? []) {
      const name = measures.has(id) ? regionOf(measures.get(id).doc_id) : NO_REGION;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MANY_COLUMNS);
  return new Set(most.map(([name]) => name));
}

function columnChoice() {
  const usual = usualColumns();
  return regionChoice(regionList, matrix.columns, "并列的地区", renderMatrix,
    regionList.length > MANY_COLUMNS ? [`只列任务最多的 ${MANY_COLUMNS} 个`, usual] : null);
}

function buildCompare() {
  const root = document.getElementById("view-compare");
  if (!D.themes.length && !D.comparisons.length) {
    root.append(el("p.notice", {}, "还没有比较结果。两份以上文件提出同类任务时，运行 policytext align 后这里给出主题与指标对照。"));
    return;
  }
  const change = (name, read) => (event) => {
    matrix[name] = read(event.target);
    matrix.shown = matrix.cards = 30;
    renderCompare();
  };
  const genres = [...new Set(D.documents.map((d) => d.genre))];
  matrix.columns = usualColumns();
  board.q = el("input", { type: "search", placeholder: "主题词、指标", oninput: change("q", (i) => i.value.trim().toLowerCase()) });
  board.genre = el("select", { onchange: change("genre", (i) => i.value) }, el("option", { value: "" }, "全部体裁"),
    genres.map((g) => el("option", { value: g }, label("genre", g))));
  board.least = el("select", { onchange: change("least", (i) => Number(i.value)) },
    [1, 2, 3, 4, 5].map((n) => el("option", { value: n }, n === 1 ? "不限" : `至少 ${n} 个`)));
  board.matrix = el("div");
  board.cards = el("div.comparisons");
  const field = (title, name, input) => el("label.field", {}, el("span", {}, term(title, name)), input);
  root.append(
    el("div.controls", {}, field("检索", "free text", board.q), field("体裁", "genre", board.genre), field("涉及地区", "regions", board.least)),
    el("h3", {}, term("主题 × 地区", "themes × regions")),
    columnChoice(),
    el("p.quiet-line", {}, "每格列出该地区的任务及其指标值。",
      el("span.empty.not-found", {}, "未见"), " 查过该地区的文件，没有找到对应任务 ", el("small", {}, "not found"), ";",
      el("span.empty.no-document", {}, "无文件"), " 没有可查的文件 ", el("small", {}, "document missing")),
    board.matrix,
    el("h3", {}, term("指标对照", "comparisons")),
    board.cards,
  );
  renderCompare();
}

const inGenre = (docId) => !matrix.genre || documents.get(docId)?.genre === matrix.genre;

function themeCell(theme, region) {
  const found = (theme.measures ?? [])
    .map((id) => measures.get(id))
    .filter((m) => m && regionOf(m.doc_id) === region.name && inGenre(m.doc_id));
  if (!found.length) {
    const cell = emptyCells.get(`${theme.theme_id}\u0000${region.name}`);
    const has = cell ? cell.status === "not_found" : D.documents.some((d) => regionOf(d.doc_id) === region.name);
    if (has && D.documents.some((d) => regionOf(d.doc_id) === region.name && inGenre(d.doc_id))) {
      return el("td.empty.not-found", { "data-label": region.name }, "未见 ", el("small", {}, "not found"),
        cell ? el("span.under", {}, `已查 ${numbers.format(cell.n_sections ?? 0)} 节 ${numbers.format(cell.n_measures ?? 0)} 项`) : null);
    }
    return el("td.empty.no-document", { "data-label": region.name }, "无文件 ", el("small", {}, "document missing"),
      cell?.reason ? el("span.under", {}, cell.reason) : null);
  }
  const entry = (m) =>
    el("div.entry", {},
      needsLook(m) ? flag() : null,
      el("a", { href: hashOf("m", m.measure_id), title: titleOf(m.doc_id) }, titleOfMeasure(m)),
      m.kind === "achievement" ? el("span.tag", {}, label("kind", m.kind)) : null,
      m.targets.slice(0, 4).map((t) =>
        el("span.fact", {}, t.indicator ? `${t.indicator} ` : "", el(`b.value.status-${t.status}`, {}, amountInFull(t)),
          t.status === "planned" ? null : el("small", {}, ` ${label("status", t.status)}`))),
      firstEnd(m) ? el("span.fact.due", {}, `${firstEnd(m)} 前`) : null);
  const cell = el("td", { "data-label": region.name }, found.slice(0, 3).map(entry));
  if (found.length > 3) {
    const more = el("button.linklike", { type: "button", onclick: () => { more.replaceWith(...found.slice(3).map(entry)); } }, `另有 ${found.length - 3} 项`);
    cell.append(more);
  }
  return cell;
}

// what was searched in vain, by theme and region; a region that has the theme has no cell here
const emptyCells = indexBy(D.matrix.map((cell) => ({ ...cell, key: `${cell.theme_id}\u0000${cell.region}` })), "key");

const comparisonsOf = groupBy(D.comparisons, (c) => c.theme_id);
const statedIn = (c) => (c.cells ?? []).filter((cell) => cell.status === "stated").length;

function themeHead(theme) {
  const cards = [...(comparisonsOf.get(theme.theme_id) ?? [])].sort((a, b) => statedIn(b) - statedIn(a));
  const here = (theme.measures ?? []).map((id) => measures.get(id)).filter(Boolean);
  const elsewhere = [...groupBy(here, (m) => regionOf(m.doc_id))].filter(([name]) => !matrix.columns.has(name));
  return el("th", { scope: "row" }, theme.label,
    el("span.under", {}, (theme.terms ?? []).join(" ")),
    elsewhere.length ? el("span.under", {}, "另见 ", elsewhere.slice(0, MANY_COLUMNS).flatMap(([name, ms]) =>
      [el("a.other", { href: hashOf("m", ms[0].measure_id), title: titleOfMeasure(ms[0]) }, `${name} ${ms.length}`), " "]),
      elsewhere.length > MANY_COLUMNS ? `等 ${elsewhere.length} 个地区` : null) : null,
    cards.slice(0, 3).map((c) => el("a.under", { href: hashOf("c", c.comparison_id) }, `对照：${c.indicator}`)),
    cards.length > 3 ? el("span.under", {}, `共 ${cards.length} 张对照`) : null);
}

// with columns left out, a theme of which none is in sight would be a row of silence
const inSight = (theme) => {
  if (matrix.columns.size === regionList.length) return true;
  return (theme.measures ?? []).some((id) => measures.has(id) && matrix.columns.has(regionOf(measures.get(id).doc_id)));
};

function renderMatrix() {
  const fitting = D.themes.filter((t) => {
    const words = [t.label, ...(t.terms ?? [])].join(" ").toLowerCase();
    return words.includes(matrix.q) && new Set(t.regions ?? []).size >= matrix.least;
  });
  const wanted = fitting.filter(inSight);
  if (!wanted.length) {
    board.matrix.replaceChildren(el("p.notice", {}, D.themes.length ? "没有符合条件的主题。" : "没有主题。"));
    return;
  }
  const columns = regionList.filter((r) => matrix.columns.has(r.name));
  const rows = wanted.slice(0, matrix.shown).map((theme) =>
    el("tr", { id: `t-${theme.theme_id}` }, themeHead(theme), columns.map((region) => themeCell(theme, region))));
  const head = el("tr", {}, el("th", { scope: "col" }, term("主题", "theme")),
    columns.map((r) => el("th", { scope: "col" }, swatch(r.name), r.name, r.adcode ? el("small", {}, ` ${r.adcode}`) : null)));
  board.matrix.replaceChildren(
    el("div.scroll.matrix-box", { tabindex: 0, role: "region", "aria-label": "主题与地区对照表" },
      el("table.matrix.cards", {}, el("thead", {}, head), el("tbody", {}, rows))),
  );
  if (wanted.length < fitting.length) {
    board.matrix.append(el("p.quiet-line", {}, `另有 ${fitting.length - wanted.length} 个主题与所列地区无关。`));
  }
  if (wanted.length > matrix.shown) {
    board.matrix.append(el("button.quiet", { type: "button", onclick: () => { matrix.shown += 30; renderMatrix(); } },
      `再显示一些（还有 ${wanted.length - matrix.shown} 个主题）`));
  }
}

// where the words of a cell stand: the measure, else the aim of the same span, else the document
function cellHref(cell) {
  if (cell.measure_id !== undefined && measures.has(cell.measure_id)) return hashOf("m", cell.measure_id);
  const aim = (aimsOf.get(cell.doc_id) ?? []).find((a) => a.target.start === cell.start);
  return aim ? hashOf("a", aim.aim_id) : hashOf("d", cell.doc_id);
}

function comparisonRow(cell, greatest) {
  const stated = cell.status === "stated";
  const row = el(`tr.cell-${cell.status}`);
  const value = el("td", { "data-label": "值" });
  if (cell.value !== undefined || stated) {
    value.append(el(`b.value${cell.target_status ? `.status-${cell.target_status}` : ""}`, {}, amountInFull(cell)));
    if (cell.target_status && cell.target_status !== "planned") value.append(el("small", {}, ` ${label("status", cell.target_status)}`));
  }
  if (stated && cell.value !== undefined && greatest > 0) {
    const filled = el(cell.target_status === "achieved" ? "i.achieved" : "i");
    filled.style.width = `${Math.round((100 * Math.abs(cell.value)) / greatest)}%`;
    value.append(el("span.gauge", { "aria-hidden": "true" }, filled));
  }
  if (cell.status === "refused") value.append(el("span.refusal", {}, `不可比：${cell.reason ?? "未说明"}`));
  const difference = cell.difference === undefined ? "" : `${cell.difference > 0 ? "+" : ""}${numbers.format(cell.difference)}`;
  row.append(
    el("td.lead-cell", { "data-label": "地区" }, swatch(cell.region ?? NO_REGION), cell.region ?? NO_REGION,
      el("span.under", {}, titleOf(cell.doc_id))),
    value,
    el("td.n", { "data-label": "差" }, difference),
    el("td", { "data-label": "时限" }, cell.deadline ? el("span.nowrap", {}, cell.deadline) : ""),
    el("td", { "data-label": "原文" }, el("a", { href: cellHref(cell) }, cell.text ?? "看任务")),
  );
  return row;
}

// all that say nothing of the indicator, in one row: silence is told, and is no zero
const silentRow = (cells) =>
  el("tr.cell-not_found", {}, el("td.lead-cell", { colspan: 5 },
    el("span.empty.not-found", {}, "未提出 ", el("small", {}, "not found")),
    cells.map((cell) => el("a.silent", { href: cellHref(cell), title: titleOf(cell.doc_id) }, swatch(cell.region ?? NO_REGION), cell.region ?? NO_REGION))));

function comparisonCard(c) {
  const cells = (c.cells ?? []).filter((cell) => inGenre(cell.doc_id));
  const silent = cells.filter((cell) => cell.status === "not_found");
  const stated = cells.filter((cell) => cell.status === "stated" && cell.value !== undefined);
  const greatest = Math.max(0, ...stated.map((cell) => Math.abs(cell.value)));
  const about = [themes.get(c.theme_id)?.label, c.unit ? `单位 ${c.unit}` : null, c.base ? `基准 ${c.base}` : null,
    c.change ? label("change", c.change) : null].filter(Boolean);
  return el("section.comparison", { id: `c-${c.comparison_id}` },
    el("h4", {}, c.indicator, el("span.under", {}, about.join(" · "))),
    el("table.cards.small", {},
      el("thead", {}, el("tr", {}, ["地区与文件", "值", "差", "时限", "原文"].map((h) => el("th", { scope: "col" }, h)))),
      el("tbody", {}, 
        cells.filter((cell) => cell.status !== "not_found").map((cell) => comparisonRow(cell, greatest)),
        silent.length ? silentRow(silent) : null)));
}

function renderCards() {
  const wanted = D.comparisons.filter((c) =>
    `${c.indicator} ${themes.get(c.theme_id)?.label ?? ""}`.toLowerCase().includes(matrix.q) &&
    new Set((c.cells ?? []).map((cell) => cell.region)).size >= matrix.least)
    .sort((a, b) => statedIn(b) - statedIn(a)); // what can be compared comes before what stands alone
  board.cards.replaceChildren(...wanted.slice(0, matrix.cards).map(comparisonCard));
  if (!wanted.length) board.cards.append(el("p.notice", {}, "没有可并列的指标。"));
  if (wanted.length > matrix.cards) {
    board.cards.append(el("button.quiet", { type: "button", onclick: () => { matrix.cards += 30; renderCards(); } },
      `再显示一些（还有 ${wanted.length - matrix.cards} 个）`));
  }
}

function renderCompare() {
  renderMatrix();
  renderCards();
}

// bring a theme's row or a comparison on the page, filters or not
function showCompared(kind, id) {
  if (!board.matrix) return null;
  let node = document.getElementById(`${kind}-${id}`);
  if (!node) {
    Object.assign(matrix, { q: "", genre: "", least: 1, shown: Infinity, cards: Infinity });
    const theme = themes.get(id);
    if (theme && !inSight(theme)) matrix.columns = new Set(regionList.map((r) => r.name));
    board.q.value = board.genre.value = "";
    board.least.value = "1";
    renderCompare();
    node = document.getElementById(`${kind}-${id}`);
  }
  return node;
}
