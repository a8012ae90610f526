// Editions of one plan: what became of each measure.

const CHANGES = ["strengthened", "weakened", "postponed", "advanced", "reworded", "kept", "new", "dropped"];
const editions = [...groupBy(D.versions, (v) => `${v.earlier}\u0000${v.later}`).values()];
const edition = { at: 0, change: "", shown: 60 };
const proof = {};

function buildVersions() {
  const root = document.getElementById("view-versions");
  if (!editions.length) {
    root.append(el("p.notice", {}, "没有同一机关同一文件的前后两版（如征求意见稿与定稿、上年与本年的工作报告）。"));
    return;
  }
  const choose = el("select", { onchange: (event) => { Object.assign(edition, { at: Number(event.target.value), change: "", shown: 60 }); renderVersions(); } },
    editions.map(([first], at) => el("option", { value: at }, `${titleOf(first.earlier)} → ${titleOf(first.later)}`)));
  proof.body = el("div");
  root.append(el("label.field", {}, el("span", {}, term("前后两版", "editions")), choose), proof.body);
  renderVersions();
}

const tagOf = (change) => el(`span.tag.change-${change}`, {}, label("plan_change", change));

function moveLine(move) {
  const value = (x) => (x === undefined ? "–" : counted(x) + (move.unit ? ` ${move.unit}` : ""));
  const told = move.move === "added" ? `新增 ${move.after_text}` : move.move === "removed" ? `删去 ${move.before_text}`
    : `${move.before_text} → ${move.after_text}`;
  const difference = move.difference ? `（${move.difference > 0 ? "+" : ""}${value(move.difference)}）` : "";
  const tone = move.stricter === undefined ? "" : move.stricter ? ".stricter" : ".looser";
  return el(`span.fact`, {}, move.indicator ? `${move.indicator} ` : "", el(`b.step${tone}`, {}, told), difference,
    move.reason ? el("span.refusal", {}, `不可比：${move.reason}`) : null);
}

function measureCell(name, id) {
  const m = measures.get(id);
  return el("td", { "data-label": name }, m ? el("a", { href: hashOf("m", id) }, titleOfMeasure(m)) : el("span.none", {}, "无"));
}

function versionRow(v) {
  const near = v.nearest !== undefined && measures.has(v.nearest)
    ? el("span.under", {}, "最接近 ", el("a", { href: hashOf("m", v.nearest) }, titleOfMeasure(measures.get(v.nearest)))) : null;
  const days = v.deadline_before !== undefined && v.deadline_after !== undefined && v.deadline_before !== v.deadline_after
    ? el("span.fact.due", {}, `${v.deadline_before} → ${v.deadline_after}${v.rolled ? " 随年度顺延" : ""}`) : null;
  const bodies = [...(v.units_added ?? []).map((name) => `+${name}`), ...(v.units_removed ?? []).map((name) => `−${name}`)];
  return el("tr", { id: `v-${v.revision_id}` },
    el("td", { "data-label": "变化" }, v.changes.map(tagOf), near),
    measureCell("前版", v.source), measureCell("后版", v.target),
    el("td", { "data-label": "指标与时限" }, (v.targets ?? []).filter((m) => m.move !== "kept" || m.stricter !== undefined).map(moveLine), days,
      bodies.length ? el("span.under", {}, bodies.join("、")) : null));
}

function renderVersions() {
  const all = editions[edition.at];
  const counts = groupBy(all, (v) => v.change);
  const wanted = all.filter((v) => !edition.change || v.changes.includes(edition.change));
  const pick = (change) => { edition.change = edition.change === change ? "" : change; edition.shown = 60; renderVersions(); };
  proof.body.replaceChildren(
    el("div.chips", { role: "group", "aria-label": "按变化筛选" }, CHANGES.filter((c) => counts.has(c)).map((c) =>
      el("button.quiet", { type: "button", "aria-pressed": String(edition.change === c), onclick: () => pick(c) },
        `${label("plan_change", c)} ${counts.get(c).length}`))),
    el("div.scroll", {}, el("table.cards.versions", {},
      el("thead", {}, el("tr", {}, ["变化", "前版任务", "后版任务", "指标与时限"].map((h) => el("th", { scope: "col" }, h)))),
      el("tbody", {}, wanted.slice(0, edition.shown).map(versionRow)))));
  if (wanted.length > edition.shown) {
    proof.body.append(el("button.quiet", { type: "button", onclick: () => { edition.shown = Infinity; renderVersions(); } },
      `全部显示（还有 ${wanted.length - edition.shown} 条）`));
  }
}
