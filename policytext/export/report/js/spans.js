// A stretch of a text with its spans as nested elements. Spans that cross are cut where they cross.

const RANK = { heading: 0, measure: 1, title: 2, unit: 3, target: 3, deadline: 3, indicator: 4 };

const ROLE_MARK = { lead: "牵", responsible: "责", support: "配", supervise: "督" };

// the spans of a measure: itself, its title, and all that it holds
function spansOfMeasure(m) {
  const of = [m.measure_id];
  const spans = [
    { kind: "measure", start: m.start, end: m.end, of, classes: ["measure"], record: m },
  ];
  if (m.title_start !== undefined) {
    spans.push({ kind: "title", start: m.title_start, end: m.title_end, of, classes: ["title"] });
  }
  // a row of a table that says the same again has the measure's badge too
  for (const r of m.repeats ?? []) {
    spans.push({ kind: "measure", start: r.start, end: r.end, of, classes: ["measure", "repeat"], record: m });
  }
  for (const u of m.units) {
    spans.push({
      kind: "unit",
      start: u.start,
      end: u.end,
      of,
      classes: ["unit", `role-${u.role}`],
      mark: ROLE_MARK[u.role],
      says: `${label("role", u.role)}单位：${unitName(u)}`,
    });
  }
  for (const t of m.targets) spans.push(...spansOfTarget(t, of));
  for (const d of m.deadlines) spans.push(spanOfDeadline(d, of));
  return spans;
}

function spansOfTarget(t, of) {
  const spans = [
    {
      kind: "target",
      start: t.start,
      end: t.end,
      of,
      classes: ["target", `status-${t.status}`],
      says: `${label("status", t.status)}:${t.indicator ?? "指标"} ${amountInFull(t)}`,
    },
  ];
  if (t.indicator_start !== undefined) {
    spans.push({
      kind: "indicator",
      start: t.indicator_start,
      end: t.indicator_end,
      of,
      classes: ["indicator"],
      says: `指标：${t.indicator ?? ""}`,
    });
  }
  return spans;
}

const spanOfDeadline = (d, of) => ({
  kind: "deadline",
  start: d.start,
  end: d.end,
  of,
  classes: ["deadline"],
  says: `时限（${label("deadline_type", d.type)}）：${d.resolved_end ?? d.value ?? "无法换算"}`,
});

const spansOfAim = (a) =>
  [...spansOfTarget(a.target, [a.aim_id]), ...a.deadlines.map((d) => spanOfDeadline(d, [a.aim_id]))];

const bySpan = (a, b) => a.start - b.start || b.end - a.end || RANK[a.kind] - RANK[b.kind];

// One span where several records say the same of the same words (an inherited unit).
function mergedSpans(spans) {
  const merged = new Map();
  for (const span of spans) {
    const key = `${span.start} ${span.end} ${span.classes.join(" ")}`;
    const known = merged.get(key);
    if (known && span.kind !== "measure") known.of = [...new Set([...known.of, ...span.of])];
    else if (known) merged.set(`${key} ${span.of[0]}`, span);
    else merged.set(key, { ...span });
  }
  return [...merged.values()].sort(bySpan);
}

// Put source[from, to) into a node; `made(node, span)` is told of each element.
function annotate(parent, source, from, to, spans, made) {
  const queue = spans
    .filter((s) => s.start < to && s.end > from)
    .map((s) => ({ ...s, start: Math.max(s.start, from), end: Math.min(s.end, to), whole: s }))
    .sort(bySpan);

  const fill = (node, start, end, list) => {
    let at = start;
    const rest = list;
    while (rest.length) {
      const span = rest.shift();
      if (span.start > at) node.append(source.slice(at, span.start));
      const inside = [];
      const after = [];
      for (const other of rest) {
        if (other.start >= span.end) after.push(other);
        else if (other.end <= span.end) inside.push(other);
        else {
          inside.push({ ...other, end: span.end });
          after.push({ ...other, start: span.end });
        }
      }
      rest.splice(0, rest.length, ...after.sort(bySpan));
      const child = el(`span.${span.classes.join(".")}`, { title: span.says });
      if (span.mark && span.start === span.whole.start) child.dataset.mark = span.mark;
      made?.(child, span.whole, span);
      fill(child, span.start, span.end, inside.sort(bySpan));
      node.append(child);
      at = span.end;
    }
    if (at < end) node.append(source.slice(at, end));
  };
  fill(parent, from, to, queue);
}
