// Diffusion: when each body took a theme up. A day is a dot; a month or a year is a bar as long as it.

const adoptionsOf = groupBy(D.diffusion, (a) => a.theme_id);
const spread = { q: "", all: false, shown: 25 };
const wave = {};

const datesOf = (rows) => new Set(rows.map((a) => a.date).filter(Boolean)).size;

function buildDiffusion() {
  const root = document.getElementById("view-diffusion");
  if (!D.diffusion.some((a) => a.date)) {
    root.append(el("p.notice", {}, "没有可按日期排列的主题。"));
    return;
  }
  wave.q = el("input", { type: "search", placeholder: "主题", oninput: (event) => { spread.q = event.target.value.trim().toLowerCase(); renderDiffusion(); } });
  const all = el("input", { type: "checkbox", onchange: () => { spread.all = all.checked; renderDiffusion(); } });
  wave.chart = el("div.chart.scroll", { tabindex: 0, role: "region", "aria-label": "主题扩散图" });
  wave.table = el("div");
  const there = regionList.filter((r) => D.diffusion.some((a) => (a.region ?? NO_REGION) === r.name));
  root.append(
    el("div.controls", {}, el("label.field", {}, el("span", {}, term("检索", "theme")), wave.q)),
    el("p.quiet-line", {}, "各地首份提出该主题的文件按日期排列；只知年月的画成横条，先后无法判断的同序。", el("label", {}, all, " 也列出日期全同的主题")),
    // of many regions the colours come again and again: the dots tell their names themselves
    there.length > MANY_REGIONS ? el("p.quiet-line", {}, `共 ${there.length} 个地区，颜色会重复；指向圆点看地区与日期。`)
      : el("div.chips", {}, there.map((r) => el("span", {}, swatch(r.name), " ", r.name))),
    wave.chart, el("h3", {}, term("次序", "order of adoption")), wave.table);
  renderDiffusion();
  new ResizeObserver(() => {
    if (wave.chart.clientWidth && wave.chart.clientWidth !== wave.width) drawWaves();
  }).observe(wave.chart);
}

function renderDiffusion() {
  wave.themes = D.themes.filter((t) => adoptionsOf.has(t.theme_id) && t.label.toLowerCase().includes(spread.q))
    .filter((t) => spread.all || datesOf(adoptionsOf.get(t.theme_id)) > 1)
    .sort((a, b) => adoptionsOf.get(b.theme_id).length - adoptionsOf.get(a.theme_id).length);
  drawWaves();
  const rows = wave.themes.slice(0, spread.shown).map((t) => el("tr", { id: `f-${t.theme_id}` },
    el("th", { scope: "row" }, el("a", { href: hashOf("t", t.theme_id) }, t.label)),
    el("td", { "data-label": "次序" }, adoptionsOf.get(t.theme_id).map(adoptionItem))));
  wave.table.replaceChildren(rows.length
    ? el("table.cards.diffusion", {}, el("tbody", {}, rows)) : el("p.notice", {}, "没有日期不同的主题。"));
  if (wave.themes.length > spread.shown) {
    wave.table.append(el("button.quiet", { type: "button", onclick: () => { spread.shown += 50; renderDiffusion(); } }, `再显示一些（还有 ${wave.themes.length - spread.shown} 个主题）`));
  }
}

function adoptionItem(a) {
  const lag = a.days_after_parent !== undefined ? `上级后 ${numbers.format(a.days_after_parent)} 天`
    : a.days_after_first ? `首提后 ${numbers.format(a.days_after_first)} 天` : a.after === "parent" ? "上级之后" : null;
  return el("span.adoption", {}, el("b", {}, a.order === undefined ? "–" : String(a.order)), " ", swatch(a.region ?? NO_REGION),
    el("a", { href: hashOf("m", a.measure_id), title: titleOf(a.doc_id) }, a.region ?? a.issuer ?? titleOf(a.doc_id)),
    el("small", {}, ` ${a.date ?? "日期未知"}${lag ? ` · ${lag}` : ""}${a.kind === "achievement" ? " · 已报成效" : ""}`));
}

// [first, last] of a date as fractions of years: "2024" → [2024, 2025]
function extentOf(date) {
  const year = Number(date.slice(0, 4));
  if (date.length === 4) return [year, year + 1];
  if (date.length === 7) return [year + (Number(date.slice(5)) - 1) / 12, year + Number(date.slice(5)) / 12];
  const at = year + dayOfYear(date) / 366;
  return [at, at];
}

function drawWaves() {
  const width = wave.chart.clientWidth;
  wave.width = width;
  const themes = wave.themes.slice(0, spread.shown);
  const dated = themes.flatMap((t) => adoptionsOf.get(t.theme_id)).filter((a) => a.date);
  if (!width || !dated.length) {
    wave.chart.replaceChildren();
    return;
  }
  const from = Math.floor(Math.min(...dated.map((a) => extentOf(a.date)[0])));
  const to = Math.ceil(Math.max(...dated.map((a) => extentOf(a.date)[1] + 0.01)));
  const left = width < 600 ? 12 : 170;
  const full = Math.max(width, left + 20 + (to - from) * 60);
  const x = (year) => left + ((full - left - 20) * (year - from)) / (to - from);
  const lanes = [];
  let y = 34;
  for (const t of themes) {
    const own = adoptionsOf.get(t.theme_id).filter((a) => a.date);
    const height = Math.max(34, 14 + own.length * 11) + (width < 600 ? 16 : 0);
    lanes.push({ theme: t, own, y, height });
    y += height;
  }
  const svg = el("svg", { width: full, height: y + 8, viewBox: `0 0 ${full} ${y + 8}`, role: "group", "aria-label": "主题扩散" });
  for (let year = from; year <= to; year += 1) {
    svg.append(el("line.year", { x1: x(year), x2: x(year), y1: 24, y2: y }));
    if (year < to) svg.append(el("text.year", { x: x(year) + 4, y: 18 }, String(year)));
  }
  for (const lane of lanes) {
    const name = lane.theme.label.length > 11 ? `${lane.theme.label.slice(0, 10)}…` : lane.theme.label;
    svg.append(el("line.lane", { x1: left, x2: full - 20, y1: lane.y + lane.height - 2, y2: lane.y + lane.height - 2 }),
      el("text.lane-name", width < 600 ? { x: left + 2, y: lane.y + 12 } : { x: left - 10, y: lane.y + lane.height / 2 + 4, "text-anchor": "end" }, name, el("title", {}, lane.theme.label)));
    lane.own.forEach((a, number) => {
      const [first, last] = extentOf(a.date);
      const cy = lane.y + (width < 600 ? 24 : 10) + number * 11;
      const says = `${a.region ?? a.issuer ?? ""} ${a.date}：${lane.theme.label}`;
      const tone = regionClass(a.region ?? NO_REGION).split(" ").join(".");
      const mark = last > first
        ? el(`rect.${tone}`, { x: x(first) + 2, y: cy - 4, width: Math.max(6, x(last) - x(first) - 4), height: 8, rx: 4 })
        : el(`circle.${tone}`, { cx: x(first), cy, r: 5 });
      const act = () => { location.hash = hashOf("m", a.measure_id).slice(1); };
      svg.append(el("g.dot", { tabindex: 0, role: "link", "aria-label": says, onclick: act,
        onkeydown: (event) => { if (event.key === "Enter") act(); } }, mark, el("title", {}, says)));
    });
  }
  wave.chart.replaceChildren(svg);
}
