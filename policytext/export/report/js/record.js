// One measure in full: its words with their spans, who, how much, by when, and what it is linked to.

// of what was read by OCR: how sure the recognizer was of the worst line
const ocrMark = (r) =>
  r.ocr_score === undefined
    ? null
    : el("span.scan", { title: "由扫描图像识别；所在各行识别得分的最低值，请对照原件核实" }, `识别 ${r.ocr_score.toFixed(2)}`);

function confidenceCell(r) {
  const low = (r.confidence ?? 1) < D.look_first_below;
  return el(low ? "td.n.low" : "td.n", { "data-label": "置信" }, confidence(r.confidence), ocrMark(r));
}

function factTable(caption, field, heads, rows) {
  if (!rows.length) return null;
  return el(
    "div.facts",
    {},
    el("h4", {}, term(caption, field)),
    el(
      "div.scroll",
      {},
      el(
        "table.cards.small",
        {},
        el("thead", {}, el("tr", {}, heads.map((h) => el(h === "置信" ? "th.n" : "th", { scope: "col" }, h)))),
        el("tbody", {}, rows),
      ),
    ),
  );
}

const cellOf = (name, ...content) => el("td", { "data-label": name }, ...content);

// the small line under a fact: what is known of it besides
const beside = (...words) => el("span.under", {}, words.filter(Boolean).join(" · "));

// where it stands in the file: 第3页, 表1!B3
const placeOf = (r) => [r.page ? `第${r.page}页` : null, r.cell ?? null].filter(Boolean).join(" ") || null;

function unitTable(units) {
  const rows = unitsInOrder(units).map((u) =>
    el(
      "tr",
      {},
      cellOf("角色", el(`span.role.role-${u.role}`, {}, label("role", u.role))),
      cellOf(
        "名称",
        unitName(u),
        beside(
          u.text === unitName(u) ? null : `原文：${u.text}`,
          label("unit_type", u.type),
          label("evidence", u.evidence),
          placeOf(u),
        ),
      ),
      confidenceCell(u),
    ),
  );
  return factTable("单位", "units", ["角色", "名称", "置信"], rows);
}

function targetTable(targets) {
  const rows = targets.map((t) =>
    el(
      "tr",
      {},
      cellOf("指标", t.indicator ?? el("span.none", {}, "未写明")),
      el(
        "td.amount",
        { "data-label": "值" },
        el("b", {}, amountInFull(t)),
        beside(label("status", t.status), t.implied ? "全覆盖语" : null, `原文：${t.text}`, placeOf(t)),
      ),
      confidenceCell(t),
    ),
  );
  return factTable("指标值", "targets", ["指标", "值", "置信"], rows);
}

function deadlineTable(deadlines) {
  const rows = deadlines.map((d) =>
    el(
      "tr",
      {},
      cellOf("原文", d.text),
      cellOf(
        "换算",
        el(d.resolved_end ?? d.value ? "b.nowrap" : "span.none", {}, d.resolved_end ?? d.value ?? "无法换算"),
        beside(
          label("deadline_type", d.type),
          d.value && d.resolved_end && d.value !== d.resolved_end ? d.value : null,
          d.resolved_from ? `据${label("anchor", d.resolved_from)}` : null,
          placeOf(d),
        ),
      ),
      confidenceCell(d),
    ),
  );
  return factTable("时限", "deadlines", ["原文", "换算", "置信"], rows);
}

function linkList(m) {
  const links = linksOf.get(m.measure_id) ?? [];
  if (!links.length) return null;
  const items = links.map((link) => {
    const other = measures.get(link.source === m.measure_id ? link.target : link.source);
    if (!other) return null;
    const why = (link.why ?? [])
      .filter((r) => r.value * r.weight > 0)
      .map((r) => label("reason", r.part) + (r.detail ? `:${r.detail}` : ""))
      .join(";");
    return el(
      "li",
      {},
      swatch(regionOf(other.doc_id)),
      `${regionOf(other.doc_id)} `,
      el("a", { href: hashOf("m", other.measure_id) }, titleOfMeasure(other)),
      el("span.under", {}, `${label("link_type", link.type)} · ${link.score.toFixed(2)}${why ? ` · ${why}` : ""}`),
    );
  });
  return el("div.facts", {}, el("h4", {}, term("相关任务", "links")), el("ul.plain", {}, items));
}

function themeLine(m) {
  const found = themesOf.get(m.measure_id) ?? [];
  if (!found.length) return null;
  return el(
    "p.quiet-line",
    {},
    "主题 ",
    found.map((t) => el("a.tag", { href: hashOf("t", t.theme_id) }, t.label)),
  );
}

function quotation(m) {
  const source = sourceOf(documents.get(m.doc_id));
  const quote = el("blockquote", { lang: documents.get(m.doc_id)?.script === "Hant" ? "zh-Hant" : null });
  if (source && m.text === undefined) {
    const spans = spansOfMeasure(m).filter((s) => s.kind !== "measure");
    for (const [from, to] of source.lines(m.start, m.end)) {
      const line = el("p");
      annotate(line, source, from, to, mergedSpans(spans));
      quote.append(line);
    }
  } else {
    quote.append(el("p", {}, textOf(m)));
  }
  return quote;
}

// `withText`: the panel beside the text need not repeat it
function recordDetail(m, { withText }) {
  return el(
    "div.record",
    {},
    withText ? quotation(m) : null,
    themeLine(m),
    unitTable(m.units),
    targetTable(m.targets),
    deadlineTable(m.deadlines),
    m.units.length || m.targets.length || m.deadlines.length
      ? null
      : el("p.quiet-line", {}, "原文未写明单位、指标值和时限。"),
    linkList(m),
    el("p.quiet-line.id", {}, [m.measure_id, `[${m.start}, ${m.end})`, placeOf(m)].filter(Boolean).join(" · ")),
  );
}
