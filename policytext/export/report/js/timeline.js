// Deadlines by their last day, one lane a region. Years without any are left out, and said so.

const DAY = 86400000;
const dayOfYear = (iso) => {
  const date = new Date(`${iso}T00:00:00Z`);
  const start = Date.UTC(date.getUTCFullYear(), 0, 1);
  return (date - start) / DAY;
};

const isDay = (iso) => /^\d{4}-\d{2}-\d{2}$/.test(iso ?? "");

const clock = { events: [], open: [], on: new Set(), picked: null };
const dial = {};

for (const m of D.measures) {
  for (const d of m.deadlines) {
    const event = { d, region: regionOf(m.doc_id), doc: m.doc_id, href: hashOf("m", m.measure_id), says: titleOfMeasure(m), look: needsLook(m) };
    (isDay(d.resolved_end) ? clock.events : clock.open).push(event);
  }
}
for (const a of D.aims) {
  for (const d of a.deadlines) {
    const event = { d, region: regionOf(a.doc_id), doc: a.doc_id, href: hashOf("a", a.aim_id), says: `目标：${a.target.indicator ?? ""} ${amountInFull(a.target)}` };
    (isDay(d.resolved_end) ? clock.events : clock.open).push(event);
  }
}
clock.events.sort((a, b) => collator.compare(a.d.resolved_end, b.d.resolved_end) || regions.get(a.region).at - regions.get(b.region).at);

function buildTimeline() {
  const root = document.getElementById("view-timeline");
  if (!clock.events.length && !clock.open.length) {
    root.append(el("p.notice", {}, "没有读到时限。"));
    return;
  }
  const present = regionList.filter((r) => clock.events.some((e) => e.region === r.name));
  dial.lanes = present;
  const many = present.length > MANY_REGIONS;
  const counts = groupBy(clock.events, (e) => e.region);
  const usual = present.map((r) => r.name).sort((a, b) => counts.get(b).length - counts.get(a).length).slice(0, MANY_REGIONS);
  clock.on = new Set(usual);
  dial.chart = el("div.chart.scroll", { tabindex: 0, role: "region", "aria-label": "时限分布图" });
  dial.picked = el("div.picked", { role: "status" });
  dial.dates = el("div.dates");
  root.append(
    el("p.quiet-line", {}, `${numbers.format(clock.events.length)} 条时限换算出了最后一天；圆点大小表示条数，点圆点看任务。${many ? `先列时限最多的 ${MANY_REGIONS} 个地区。` : ""}`),
    regionChoice(present, clock.on, "地区", renderTimeline, many ? [`只列时限最多的 ${MANY_REGIONS} 个`, usual] : null),
    dial.chart,
    dial.picked,
    el("h3", {}, term("逐日", "by resolved_end")),
    dial.dates,
  );
  if (clock.open.length) root.append(...openDeadlines());
  renderTimeline();
  new ResizeObserver(() => {
    const width = dial.chart.clientWidth;
    if (width && width !== dial.width) drawChart();
  }).observe(dial.chart);
}

const eventItem = (e) =>
  el("li", {}, swatch(e.region), `${e.region} `, e.look ? flag() : null, el("a", { href: e.href }, e.says),
    el("span.under", {}, `${e.d.text} · ${label("deadline_type", e.d.type)} · ${titleOf(e.doc)}`));

function openDeadlines() {
  const groups = groupBy(clock.open, (e) => e.d.type);
  return [
    el("h3", {}, term("没有最后一天的时限", "no resolved_end")),
    el("p.quiet-line", {}, "周期、事件和缺少文件日期的相对时间：原文照录，不作猜测。"),
    ...[...groups].map(([type, events]) => lazyList(`${label("deadline_type", type)} · ${events.length} 条`, events)),
  ];
}

function lazyList(title, events, open) {
  const list = el("ul.plain");
  const fill = () => { if (!list.children.length) list.append(...events.map(eventItem)); };
  const node = el("details.day", { ontoggle: () => { if (node.open) fill(); } }, el("summary", {}, title), list);
  if (open) { fill(); node.open = true; }
  return node;
}

function renderTimeline() {
  clock.shown = clock.events.filter((e) => clock.on.has(e.region));
  drawChart();
  dial.picked.replaceChildren();
  const days = groupBy(clock.shown, (e) => e.d.resolved_end);
  dial.dates.replaceChildren(...[...days].map(([day, events]) => lazyList(`${day} · ${events.length} 条`, events, clock.shown.length <= 60)));
  if (!days.size) dial.dates.append(el("p.notice", {}, "所选地区没有时限。"));
}

function pick(day, events) {
  clock.picked = `${events[0].region} ${day}`;
  drawChart();
  dial.picked.replaceChildren(
    el("h4", {}, swatch(events[0].region), `${day} · ${events[0].region} · ${events.length} 条`),
    el("ul.plain", {}, events.map(eventItem)));
}

// Years as bands of equal width; a gap of silent years is a narrow band.
function bandsOf(events) {
  const years = [...new Set(events.map((e) => Number(e.d.resolved_end.slice(0, 4))))].sort((a, b) => a - b);
  const bands = [];
  for (const year of years) {
    const last = bands.at(-1);
    if (last && year - last.year > 1) bands.push({ gap: true, from: last.year + 1, to: year - 1 });
    bands.push({ year });
  }
  return bands;
}

function drawChart() {
  const lanes = dial.lanes.filter((r) => clock.on.has(r.name));
  const width = dial.chart.clientWidth;
  dial.width = width;
  if (!width || !clock.shown.length) {
    dial.chart.replaceChildren();
    return;
  }
  const narrow = width < 600;
  const longest = Math.max(...lanes.map((r) => r.name.length));
  const left = narrow ? 12 : Math.min(180, Math.max(90, longest * 13 + 26)); // 13 px a character
  const lane = narrow ? 58 : 46;
  const top = 30;
  const bands = bandsOf(clock.shown);
  const gaps = bands.filter((b) => b.gap).length;
  const years = bands.length - gaps;
  const each = Math.max(narrow ? 60 : 84, (width - left - 20 - gaps * 34) / years);
  let x = left;
  for (const band of bands) {
    band.x = x;
    band.width = band.gap ? 34 : each;
    x += band.width;
  }
  const full = x + 20;
  const height = top + lanes.length * lane + 10;
  const svg = el("svg", { width: full, height, viewBox: `0 0 ${full} ${height}`, role: "group", "aria-label": "时限分布" });
  for (const band of bands) {
    if (band.gap) {
      svg.append(el("rect.gap", { x: band.x, y: top, width: band.width, height: height - top - 8 }),
        el("text.gap-mark", { x: band.x + band.width / 2, y: 18, "text-anchor": "middle" }, "⋯", el("title", {}, `${band.from}—${band.to} 年没有时限`)));
      continue;
    }
    for (const quarter of [0, 1, 2, 3]) {
      svg.append(el(quarter ? "line.tick" : "line.year", { x1: band.x + (band.width * quarter) / 4, x2: band.x + (band.width * quarter) / 4, y1: top, y2: height - 8 }));
    }
    svg.append(el("text.year", { x: band.x + 5, y: 18 }, String(band.year)));
  }
  const bandOf = new Map(bands.filter((b) => !b.gap).map((b) => [b.year, b]));
  lanes.forEach((region, at) => {
    const y = top + at * lane + (narrow ? 37 : lane / 2);
    svg.append(el("line.lane", { x1: left, x2: full - 20, y1: y, y2: y }),
      el("text.lane-name", narrow ? { x: left + 4, y: y - 22 } : { x: left - 12, y: y + 5, "text-anchor": "end" }, region.name));
    const days = groupBy(clock.shown.filter((e) => e.region === region.name), (e) => e.d.resolved_end);
    // the small ones on top, so that each can be hit
    for (const [day, events] of [...days].sort((a, b) => b[1].length - a[1].length)) {
      const band = bandOf.get(Number(day.slice(0, 4)));
      const r = Math.min(15, 5 + 1.6 * Math.sqrt(events.length));
      const cx = band.x + Math.min(band.width - 4, (band.width * dayOfYear(day)) / 366);
      const says = `${region.name} ${day},${events.length} 条时限`;
      const act = () => pick(day, events);
      const dot = el("g.dot", { tabindex: 0, role: "button", "aria-label": says, onclick: act,
        onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } } },
        el(`circle.${regionClass(region.name).split(" ").join(".")}`, { cx, cy: y, r }),
        events.length > 1 && r >= 8 ? el("text", { x: cx, y: y + 4, "text-anchor": "middle" }, String(events.length)) : null,
        el("title", {}, says));
      if (clock.picked === `${region.name} ${day}`) dot.classList.add("picked");
      svg.append(dot);
    }
  });
  dial.chart.replaceChildren(svg);
}
