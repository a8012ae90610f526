// One document: its outline, its text with the spans of the records, and the record pointed at.

const reader = { doc: null, elements: new Map(), headings: new Map(), selected: null };
const desk = {};

const LAYERS = [
  ["measure", "任务", "measure"],
  ["unit", "单位", "unit"],
  ["target", "指标值", "target"],
  ["deadline", "时限", "deadline"],
];

function buildReader() {
  const root = document.getElementById("view-texts");
  if (!D.documents.length) {
    root.append(el("p.notice", {}, "没有文件。"));
    return;
  }
  desk.choose = el(
    "select",
    { id: "choose-document", onchange: () => { location.hash = hashOf("d", desk.choose.value); } },
    regionList.map((region) => {
      const docs = D.documents.filter((d) => regionOf(d.doc_id) === region.name);
      return docs.length
        ? el("optgroup", { label: region.name }, docs.map((d) => el("option", { value: d.doc_id }, titleOf(d.doc_id))))
        : null;
    }),
  );
  desk.outline = el("nav.outline-list", { "aria-label": "文件结构" });
  desk.article = el("article.sheet");
  desk.panel = el("aside.panel", { "aria-label": "记录", "aria-live": "polite" });
  root.append(
    el("label.field.choose", { for: "choose-document" }, el("span", {}, term("文件", "document")), desk.choose),
    el("div.desk", {},
      el("div.outline", {}, el("h3", {}, term("结构", "sections")), desk.outline),
      desk.article,
      desk.panel),
  );
}

function legend() {
  return el(
    "div.legend",
    { role: "group", "aria-label": "图例与显示层" },
    LAYERS.map(([name, title]) =>
      el("label", {},
        el("input", { type: "checkbox", checked: !desk.article.classList.contains(`hide-${name}`),
          onchange: (event) => desk.article.classList.toggle(`hide-${name}`, !event.target.checked) }),
        el(`span.sample.sample-${name}`, {}, title))),
    el("span.roles", {}, Object.entries(ROLE_MARK).map(([role, mark]) =>
      el(`span.unit.role-${role}`, { "data-mark": mark }, label("role", role)))),
  );
}

function headingSpans(doc, source) {
  const spans = [];
  for (const s of sectionsOf.get(doc.doc_id) ?? []) {
    const words = s.heading ?? s.marker;
    if (!words) continue;
    const length = Array.from(words).length;
    const near = source.slice(s.start, Math.min(s.end, s.start + length + 24));
    const found = near.indexOf(words);
    if (found < 0) continue;
    const end = s.start + Array.from(near.slice(0, found)).length + length;
    spans.push({ kind: "heading", start: s.start, end, of: [], classes: ["heading", `level-${Math.min(s.level, 4)}`], section: s });
  }
  return spans;
}

function keep(id, node) {
  if (!reader.elements.has(id)) reader.elements.set(id, []);
  reader.elements.get(id).push(node);
}

function tellOf(node, span, piece) {
  if (span.section) {
    reader.headings.set(span.section.section_id, node);
    return;
  }
  for (const id of span.of) keep(id, node);
  if (span.kind === "measure" && piece.start === span.start) {
    const m = span.record;
    node.append(el(needsLook(m) ? "a.badge.look" : "a.badge", {
      href: hashOf("m", m.measure_id),
      "aria-label": `第 ${m.order + 1} 项：${titleOfMeasure(m)}`,
    }, String(m.order + 1)));
  }
  // a span inside a measure is reached through it, one outside (an aim, an inherited unit) by itself
  node.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    event.stopPropagation();
    pointAt(span.of[0]);
  });
}

function paragraphs(doc, source) {
  const spans = mergedSpans([
    ...(measuresOf.get(doc.doc_id) ?? []).flatMap(spansOfMeasure),
    ...(aimsOf.get(doc.doc_id) ?? []).flatMap(spansOfAim),
    ...headingSpans(doc, source),
  ]);
  const nodes = [];
  let next = 0;
  let active = [];
  for (const [from, to] of source.lines(doc.start, doc.end)) {
    while (next < spans.length && spans[next].start < to) active.push(spans[next++]);
    active = active.filter((s) => s.end > from);
    const inside = active.some((s) => s.kind === "measure" && s.start <= from + 4 && s.end >= to - 1);
    const line = el(inside ? "p.in-measure" : "p");
    if (inside) {
      const owner = active.find((s) => s.kind === "measure" && s.end >= to - 1);
      if (owner.start < from) line.classList.add("goes-on");
      if (needsLook(owner.record)) line.classList.add("look");
    }
    annotate(line, source, from, to, active, tellOf);
    nodes.push(line);
  }
  return nodes;
}

function outlineOf(doc) {
  const counts = groupBy(measuresOf.get(doc.doc_id) ?? [], (m) => m.section_id);
  const rows = (sectionsOf.get(doc.doc_id) ?? []).map((s) =>
    el("a", { href: hashOf("s", s.section_id), class: `level-${Math.min(s.level, 4)}` },
      `${s.marker ?? ""}${s.heading ?? ""}` || "（无标题）",
      counts.has(s.section_id) ? el("small", {}, ` ${counts.get(s.section_id).length}`) : null));
  return rows.length ? rows : [el("p.quiet-line", {}, "此文件没有编号的章节。")];
}

function openDocument(docId) {
  const doc = documents.get(docId);
  if (!doc || !desk.article) return null;
  if (reader.doc === doc) return doc;
  stats.texts += 1;
  reader.doc = doc;
  reader.elements = new Map();
  reader.headings = new Map();
  reader.selected = null;
  desk.choose.value = docId;
  desk.outline.replaceChildren(...outlineOf(doc));
  const source = sourceOf(doc);
  const facts = [doc.region?.name, doc.issuer, doc.doc_number, doc.date, label("genre", doc.genre), doc.path];
  const body = el("div.source", { lang: doc.script === "Hant" ? "zh-Hant" : "zh-Hans" });
  if (source) body.append(...paragraphs(doc, source));
  else {
    body.append(el("p.notice", {}, "本页没有这份文件的原文，下面只有记录中的文字。"));
    for (const m of measuresOf.get(docId) ?? []) {
      const line = el("p.in-measure", {}, el("a.badge", { href: hashOf("m", m.measure_id) }, String(m.order + 1)), textOf(m));
      keep(m.measure_id, line);
      body.append(line);
    }
  }
  desk.article.replaceChildren(
    el("header", {}, el("h3", {}, titleOf(docId)), el("p.under", {}, facts.filter(Boolean).join(" · ")),
      (doc.warnings ?? []).map((w) => el("span.warning", {}, w))),
    legend(),
    body,
  );
  showDocumentPanel(doc);
  return doc;
}

function showDocumentPanel(doc) {
  const found = aimsOf.get(doc.doc_id) ?? [];
  const rows = found.map((a) =>
    el("tr", {},
      cellOf("指标", el("a", { href: hashOf("a", a.aim_id) }, a.target.indicator ?? a.target.text)),
      cellOf("值", el("b", {}, amountInFull(a.target))),
      cellOf("时限", a.deadlines.map((d) => el("span.line.nowrap", {}, deadlineShort(d))))));
  desk.panel.classList.remove("open");
  desk.panel.replaceChildren(
    el("h3", {}, "点正文中的任务看它的记录"),
    el("p.quiet-line", {}, `${(measuresOf.get(doc.doc_id) ?? []).length} 项任务与成效，${found.length} 个主要目标。`),
    factTable("主要目标", "aims", ["指标", "值", "时限"], rows) ?? "",
  );
}

function showMeasurePanel(m) {
  desk.panel.classList.add("open");
  desk.panel.scrollTop = 0;
  desk.panel.replaceChildren(
    el("div.panel-head", {},
      el("h3", {}, needsLook(m) ? flag() : null, titleOfMeasure(m)),
      el("button.quiet", { type: "button", "aria-label": "关闭记录", onclick: () => { mark(null); showDocumentPanel(reader.doc); } }, "×")),
    el("p.quiet-line", {},
      [label("kind", m.kind), m.modality ? label("modality", m.modality) : null, `置信 ${confidence(m.confidence)}`, m.ocr_score === undefined ? null : `识别 ${m.ocr_score.toFixed(2)}`].filter(Boolean).join(" · "),
      " · ", el("a", { href: hashOf("r", m.measure_id) }, "在任务表中打开")),
    recordDetail(m, { withText: false }),
  );
}

function showAimPanel(a) {
  desk.panel.classList.add("open");
  desk.panel.replaceChildren(
    el("div.panel-head", {}, el("h3", {}, term("主要目标", "aim")),
      el("button.quiet", { type: "button", "aria-label": "关闭记录", onclick: () => { mark(null); showDocumentPanel(reader.doc); } }, "×")),
    targetTable([a.target]),
    deadlineTable(a.deadlines) ?? "",
  );
}

function mark(id) {
  for (const node of reader.elements.get(reader.selected) ?? []) node.classList.remove("selected", "flash");
  reader.selected = id;
  for (const node of reader.elements.get(id) ?? []) node.classList.add("selected");
}

// select a measure or an aim of the open document and show its record
function pointAt(id) {
  mark(id);
  if (measures.has(id)) showMeasurePanel(measures.get(id));
  else if (aims.has(id)) showAimPanel(aims.get(id));
  const kind = measures.has(id) ? "m" : "a";
  history.replaceState(null, "", hashOf(kind, id)); // the address names it; no jump
}

function flash(nodes) {
  for (const node of nodes) {
    node.classList.remove("flash");
    void node.getBoundingClientRect(); // the animation starts anew
    node.classList.add("flash");
  }
}

function jumpTo(id) {
  mark(id);
  if (measures.has(id)) showMeasurePanel(measures.get(id));
  else showAimPanel(aims.get(id));
  const nodes = reader.elements.get(id) ?? [];
  if (!nodes.length) return;
  nodes[0].scrollIntoView({ block: "start" });
  nodes[0].querySelector("a.badge")?.focus({ preventScroll: true });
  flash(nodes);
}
