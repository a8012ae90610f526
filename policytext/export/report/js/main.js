// Addresses: #overview #measures #texts #compare #ladder #versions #diffusion #timeline are views; #d- a document, #s- a section,
// #m- a measure in its text, #a- an aim in its text, #r- a measure in the table, #t- a theme, #c- a
// comparison. A view is built when it is first looked at.

const builders = { measures: buildTable, texts: buildReader, compare: buildCompare, timeline: buildTimeline,
  ladder: buildLadder, versions: buildVersions, diffusion: buildDiffusion };
const built = new Set();

function show(name) {
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== `view-${name}`;
  for (const link of document.querySelectorAll("nav.views a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (builders[name] && !built.has(name)) {
    built.add(name);
    builders[name]();
  }
}

function reveal(node) {
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  flash([node]);
}

function go() {
  let address = location.hash.slice(1);
  try {
    address = decodeURIComponent(address);
  } catch {
    address = ""; // not one of ours
  }
  if (address === "main") return; // the skip link: the view stays
  const kind = address[1] === "-" ? address[0] : "";
  const id = address.slice(2);
  if (kind === "m" && measures.has(id)) {
    show("texts");
    openDocument(measures.get(id).doc_id);
    jumpTo(id);
  } else if (kind === "a" && aims.has(id)) {
    show("texts");
    openDocument(aims.get(id).doc_id);
    jumpTo(id);
  } else if (kind === "s") {
    const section = D.sections.find((s) => s.section_id === id);
    show("texts");
    if (section) openDocument(section.doc_id);
    const heading = reader.headings.get(id);
    heading?.scrollIntoView({ block: "start" });
    if (heading) flash([heading]);
  } else if (kind === "d" && documents.has(id)) {
    show("texts");
    openDocument(id);
    window.scrollTo(0, 0);
  } else if (kind === "r" && measures.has(id)) {
    show("measures");
    reveal(showRow(id));
  } else if (kind === "t" || kind === "c") {
    show("compare");
    reveal(showCompared(kind, id));
  } else if (address === "texts") {
    show("texts");
    if (!reader.doc && D.documents.length) openDocument(D.documents[0].doc_id);
  } else {
    show(Object.hasOwn(builders, address) ? address : "overview");
  }
}

// --- light and dark ----------------------------------------------------------------------------

const themeButton = document.getElementById("theme-button");
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (prefersDark.matches ? "dark" : "light")) === "dark";
const nameTheme = () => { themeButton.textContent = isDark() ? "浅色" : "深色"; };

themeButton.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  nameTheme();
});
prefersDark.addEventListener("change", nameTheme);
themeButton.hidden = false;
nameTheme();

const lookButton = document.getElementById("look-button");
if (lookButton) {
  lookButton.hidden = false;
  lookButton.addEventListener("click", () => {
    location.hash = "#measures";
    show("measures");
    setFilters({ look: true });
  });
}

window.policytext = { stats, amountInFull }; // for tests
window.addEventListener("hashchange", go);
go();
