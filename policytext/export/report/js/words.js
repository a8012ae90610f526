// Values → words: what a target, a deadline, a unit is called on the page.

const label = (group, key) =>
  key !== undefined && Object.hasOwn(D.labels[group], key) ? D.labels[group][key] : (key ?? "");

const numbers = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });
const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });

// 60000000000 → "600 亿", 175000 → "17.5 万"; below 100 000, or where four decimals would not do, as it is
function counted(value) {
  // 三分之二 is 2/3, not 0.666667
  const endless = Math.abs(value) < 1 && Math.abs(value * 1e4 - Math.round(value * 1e4)) > 1e-6;
  for (const parts of endless ? [3, 6, 7, 9] : []) {
    const whole = Math.round(value * parts);
    if (Math.abs(value * parts - whole) < 1e-6) return `${whole}/${parts}`;
  }
  for (const [size, word] of [[1e8, "亿"], [1e4, "万"]]) {
    const part = Math.abs(value) >= Math.max(size, 1e5) ? (value / size) * 1e4 : NaN;
    if (Math.abs(part - Math.round(part)) < 1e-6) return `${numbers.format(value / size)} ${word}`;
  }
  return numbers.format(value);
}

// {comparator: "ge", value: 90, unit: "%"} → "≥ 90%"; {comparator: "approx", side: "above", value: 500,
// unit: "名"} → "500 余名"; a bare ratio has no unit
function amount(t) {
  if (t.value === undefined) return t.text ?? "";
  const last = t.value_max ?? t.value;
  const space = t.unit === "%" || /[万亿]$/.test(counted(last)) ? "" : " ";
  const unit = t.unit ? space + t.unit : "";
  if (t.comparator === "range" && t.value_max !== undefined) {
    return `${counted(t.value)}–${counted(t.value_max)}${unit}`;
  }
  if (t.comparator === "approx" && t.side === "above") {
    return `${counted(t.value)}${t.unit === "%" ? "% 多" : ` 余${t.unit ?? ""}`}`;
  }
  const sided = t.comparator === "approx" ? { below: "近 ", both: "约 " }[t.side] : undefined;
  return `${sided ?? label("comparator", t.comparator)}${counted(t.value)}${unit}`;
}

// with the direction of a change and the base, as a table cell says it
function amountInFull(t) {
  const change = t.change ? `${label("change", t.change)} ` : "";
  const base = t.base && t.base !== t.indicator ? `（${t.base}）` : "";
  return change + amount(t) + base;
}

const unitName = (u) => u.canonical ?? u.name;

const ROLE_ORDER = ["lead", "responsible", "support", "supervise"];
const unitsInOrder = (units) =>
  [...units].sort((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role));

// the first day by which something of the measure is due, null when none can be known
const firstEnd = (m) => {
  const ends = m.deadlines.map((d) => d.resolved_end).filter(Boolean).sort();
  return ends[0] ?? null;
};

// "2025-12-31" for a resolved one, its ISO value for a rhythm, else the words as written
const deadlineShort = (d) => d.resolved_end ?? d.value ?? d.text;

const titleOfMeasure = (m) => m.title ?? `${textOf(m).trim().slice(0, 32)}…`;

const needsLook = (m) =>
  [m, ...m.units, ...m.targets, ...m.deadlines].some((r) => r.confidence < D.look_first_below);

const confidence = (value) => (value ?? 1).toFixed(2);
