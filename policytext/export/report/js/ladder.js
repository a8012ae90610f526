// The target ladder: one indicator down the levels and across peers, each figure against its parent's.

const rungs = indexBy(D.ladder, "rung_id");
const ladders = [...groupBy(D.ladder, (r) => [r.indicator, r.change ?? "", r.status === "planned"].join("\u0000")).values()];
const steps = { q: "", only: "", shown: 20 };
const stair = {};

const heldAgainst = (ladder) => ladder.filter((r) => r.difference !== undefined || r.share !== undefined).length;
const regionsOf = (ladder) => new Set(ladder.map((r) => r.region ?? r.doc_id)).size;
// what is held against a parent comes before what stands among peers alone, then what more regions state
ladders.sort((a, b) => heldAgainst(b) - heldAgainst(a) || regionsOf(b) - regionsOf(a));

function buildLadder() {
  const root = document.getElementById("view-ladder");
  if (!ladders.length) {
    root.append(el("p.notice", {}, "没有两个以上地区共同提出的指标。"));
    return;
  }
  const change = (name, read) => (event) => { steps[name] = read(event.target); steps.shown = 20; renderLadders(); };
  const above = D.ladder.filter((r) => r.stricter === true).length;
  stair.q = el("input", { type: "search", placeholder: "指标", oninput: change("q", (i) => i.value.trim().toLowerCase()) });
  stair.only = el("select", { onchange: change("only", (i) => i.value) },
    [["", "全部"], ["parent", "有上级值"], ["stricter", "有加码"]].map(([value, name]) => el("option", { value }, name)));
  stair.list = el("div.comparisons");
  root.append(
    el("div.controls", {},
      el("label.field", {}, el("span", {}, term("指标", "indicator")), stair.q),
      el("label.field", {}, el("span", {}, term("范围", "which")), stair.only)),
    el("p.quiet-line", {}, `同一指标自上而下与同级并列，差额为与上级值之差（层层加码）；年份、口径、单位、基准不同的不作差。共 ${ladders.length} 架，${above} 处高于上级要求。`),
    stair.list,
  );
  renderLadders();
}

const signed = (value) => `${value > 0 ? "+" : ""}${numbers.format(value)}`;

function rungHref(r) {
  if (r.measure_id !== undefined && measures.has(r.measure_id)) return hashOf("m", r.measure_id);
  return r.aim_id !== undefined && aims.has(r.aim_id) ? hashOf("a", r.aim_id) : hashOf("d", r.doc_id);
}

function rungRow(r) {
  const against = el("td", { "data-label": "对上级" });
  if (r.difference !== undefined) {
    const tone = r.stricter === undefined ? "" : r.stricter ? ".stricter" : ".looser";
    against.append(el(`b.step${tone}`, {}, signed(r.difference), r.parent_unit === "%" ? " 个百分点" : ` ${r.parent_unit ?? ""}`),
      el("span.under", {}, `${r.parent_region} ${numbers.format(r.parent_value)}${r.parent_unit ?? ""}${r.stricter === true ? (r.difference ? " · 加码" : " · 措辞更严") : ""}`));
  } else if (r.share !== undefined) {
    against.append(el("b", {}, `占 ${(100 * r.share).toFixed(1)}%`), el("span.under", {}, `${r.parent_region} ${counted(r.parent_value)} ${r.parent_unit ?? ""}`));
  } else if (r.reason) against.append(el("span.refusal", {}, r.reason));
  const level = Math.max(0, LEVELS.indexOf(r.level ?? "city") - 1);
  return el("tr", { id: `g-${r.rung_id}` },
    el(`td.lead-cell.rung-${level}`, { "data-label": "地区" }, swatch(r.region ?? NO_REGION), r.region ?? NO_REGION,
      el("span.under", {}, titleOf(r.doc_id))),
    el("td.n", { "data-label": "年" }, r.year === undefined ? el("span.none", {}, "未知") : String(r.year),
      r.year_from ? el("span.under", {}, label("year_from", r.year_from)) : null),
    el("td", { "data-label": "值" }, el(`b.value.status-${r.status}`, {}, amountInFull(r)), " ", el("a.under", { href: rungHref(r) }, r.text)),
    against);
}

function ladderCard(ladder) {
  const [first] = ladder;
  const about = [first.change ? label("change", first.change) : null, first.status === "planned" ? "计划" : "已报", `${regionsOf(ladder)} 个地区`];
  return el("section.comparison.ladder", {},
    el("h4", {}, first.indicator, el("span.under", {}, about.filter(Boolean).join(" · "))),
    el("table.cards.small", {},
      el("thead", {}, el("tr", {}, ["地区与文件", "年", "值", "对上级"].map((h) => el("th", { scope: "col" }, h)))),
      el("tbody", {}, ladder.map(rungRow))));
}

function renderLadders() {
  const wanted = ladders.filter((ladder) =>
    ladder[0].indicator.toLowerCase().includes(steps.q) &&
    (steps.only !== "parent" || heldAgainst(ladder)) &&
    (steps.only !== "stricter" || ladder.some((r) => r.stricter === true)));
  stair.list.replaceChildren(...wanted.slice(0, steps.shown).map(ladderCard));
  if (!wanted.length) stair.list.append(el("p.notice", {}, "没有符合条件的指标。"));
  if (wanted.length > steps.shown) {
    stair.list.append(el("button.quiet", { type: "button", onclick: () => { steps.shown += 20; renderLadders(); } },
      `再显示一些（还有 ${wanted.length - steps.shown} 架）`));
  }
}
