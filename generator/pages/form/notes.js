// What the coordinator writes down: a meeting or a decision, as the file that the archive holds.
// The rows of these are told apart by a number, where they are more than one.
const NUMBERED = ["åtgärder", "lyfts till BRÅ", "uppdrag"];
const rules = makeRules({ ...data, val: { slag: {}, spridning: {} } });
const sort = byId("_vad");
let isSent = true;

const BODIES = {
  möte: ({ text }) => (text ? escapeNotes(text).map((line) => ({ line, field: "text" })) : []),
  beslut: ({ rubrik, beslut, motivering }) => [
    { line: `# ${rubrik}`, field: "rubrik" }, { line: "" }, { line: "## Beslut" }, ...linesOf(beslut, "beslut"),
    { line: "" }, { line: "## Motivering" }, ...linesOf(motivering, "motivering")],
};
const PATHS = {
  möte: ({ möte }) => `entries/${möte}/index.md`,
  beslut: ({ datum, rubrik }) => `decisions/${[datum, slug(rubrik).slice(0, MOST_NAME).replace(/-+$/, "")].filter(Boolean).join("-")}.md`,
};
// What is no row of the head.
const TEXTS = ["möte", "text", "rubrik", "beslut", "motivering"];

function noteSent() {
  isSent = true;
}

// The notes of a meeting may have headings below the page's own.
function escapeNotes(text) {
  const written = text.split("\n").map((line) => /^\s*(#{2,6})\s+(?=\S)(.*)/.exec(line));
  return escapeText(text).map((line, at) =>
    (written[at] ? `${written[at][1]} ${escapeLine(written[at][2].trim())}` : written[at + 1] ? line.trimEnd() : line));
}

function linesOf(text, field) {
  return escapeText(text).map((line) => ({ line, field }));
}

function isEmpty(value) {
  return typeof value === "string" ? !value : Object.values(value).every(isEmpty);
}

// The lines of a value, each with the name of the control that it came from; `lead` stands before the first.
function* write(value, key, field, pad, lead = pad) {
  if (isEmpty(value)) return;
  if (typeof value === "string") {
    yield { line: `${lead}${key}: ${writeValue(value)}`, field, plain: value };
    return;
  }
  yield { line: `${lead}${key}:`, field };
  if (Array.isArray(value)) yield* writeList(value, key, field, pad);
  else for (const [part, inner] of Object.entries(value)) yield* write(inner, part, `${field}.${part}`, `${pad}  `);
}

function* writeList(value, key, field, pad) {
  const rows = [...value.entries()].filter(([, row]) => !isEmpty(row));
  for (const [number, [at, row]] of rows.entries())
    if (typeof row === "string") yield { line: `${pad}  - ${writeValue(row)}`, field: `${field}.${at}`, plain: row };
    else {
      const parts = Object.entries(row).filter(([, part]) => !isEmpty(part));
      if (rows.length > 1 && NUMBERED.includes(key)) parts.unshift(["nr", String(number + 1)]);
      for (const [place, [part, inner]] of parts.entries())
        yield* write(inner, part, `${field}.${at}.${part}`, `${pad}    `, place ? undefined : `${pad}  - `);
    }
}

function fileOf(kind, told) {
  const rows = Object.entries(told).filter(([key]) => !TEXTS.includes(key)).flatMap(([key, value]) => [...write(value, key, key, "")]);
  const head = [{ line: "---" }, ...rows, { line: "---" }];
  return { path: PATHS[kind](told), rows: [...head, ...BODIES[kind](told)], start: head.length, table: null };
}

// Of rows that belong together none is needed until one of them is filled in.
function* checkNeeded(form) {
  for (const control of form.elements) {
    const { needed } = control.dataset, together = control.closest("[data-together]");
    const isAsked = !together || [...together.querySelectorAll("[name]")].some(({ value }) => value);
    if (needed && isAsked && !control.value.trim()) yield { field: control.name, rule: "saknas", stops: true, text: data.meningar.fel[needed] || needed };
  }
  const came = [...form.elements].filter(({ name }) => name.startsWith("närvaro."));
  if (came.length && !came.some(({ value }) => value))
    yield { field: came[0].name, rule: "saknas", stops: true, text: "Närvaro saknas. Säg för minst en organisation om den var med." };
}

for (const form of document.querySelectorAll("form.lb-form")) {
  const kind = form.dataset.kind, faults = form.querySelector(".lb-faults");
  const { read, mark, tell } = makeFields(form, faults, update);
  let isTried = false, accepted = "";

  function readForm() {
    return read(({ type, checked, value }) => (type === "checkbox" && !checked ? "" : clean(value).trim()));
  }

  function check(file) {
    const order = ({ field }) => [...form.elements].indexOf(controlOf(field));
    const isLong = file.rows.map(({ line }) => line).join("\n").length > MOST_TEXT;
    const long = { field: kind === "möte" ? "text" : "beslut", rule: "lång", stops: true, text: data.meningar.fel["text för lång"] };
    return [...checkNeeded(form), ...(isLong ? [long] : []), ...rules.checkFile(file)].filter(({ field }) => field)
      .sort((one, other) => order(one) - order(other));
  }

  function update() {
    isSent = false;
    sending.hidden = true;
    if (!isTried) return;
    const problems = check(fileOf(kind, readForm()));
    mark(problems);
    if (!problems.length) tell([]);
  }

  function review() {
    const told = readForm(), file = fileOf(kind, told), problems = check(file);
    const key = problems.map(({ field, rule }) => `${field} ${rule}`).join("\n"), isAccepted = accepted && accepted === key;
    isTried = true;
    mark(problems);
    tell(isAccepted ? [] : problems, () => { accepted = key; review(); });
    if (problems.length && !isAccepted) {
      faults.focus();
      return;
    }
    const what = kind === "möte" ? `Anteckningar från mötet ${sayDay(told.möte)}` : `Beslut ${sayDay(told.datum)}: ${told.rubrik}`;
    sending.hidden = false;
    showWays(rules.writeSending([file]), what, `lagesbild-${told.möte || told.datum}-${kind}.txt`, [{ what, path: file.path, text: rules.textOf(file) }]);
    byId("_sandning").textContent = what;
    said.textContent = "";
    byId("_sandning").focus();
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); review(); });
  form.addEventListener("input", update);
  form.addEventListener("change", ({ target }) => {
    tellChoice(target);
    if (target.name.startsWith("svar på.") && target.checked) answer(target);
    update();
  });
}

// A decision that answers a proposal is of its type and about what it is about.
function answer({ dataset }) {
  const known = (dataset.known || "").split("|");
  for (const [at, field] of ["typ", "avser.problemtyp", "avser.plats"].entries()) {
    const control = controlOf(field);
    if (known[at] && !control.value) control.value = known[at];
    tellChoice(control);
  }
}

function choose() {
  for (const form of document.querySelectorAll("form.lb-form")) form.hidden = form.dataset.kind !== sort.value;
  sending.hidden = true;
}

sort.addEventListener("change", choose);
byId("_välj").hidden = false;
addEventListener("beforeunload", (event) => { if (!isSent) event.preventDefault(); });
choose();
