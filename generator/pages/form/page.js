// The form itself: what is chosen and written becomes an entry, is shown as the meeting's page will
// show it, and leaves in one sending. All words reach the page as text, never as HTML.
const KEPT = ["organisation", "möte", "plats"], DRAFT = "lagesbild-utkast", DOT = "\u00a0· ";

const form = document.querySelector(".lb-form"), round = document.querySelector(".lb-round");
const preview = document.querySelector(".lb-preview__entry"), faults = byId("_fel");
const keep = byId("_spara");
const { read, addRow, mark, tell } = makeFields(form, faults, update);
const undertakings = byId("_mall-uppföljning")?.content.querySelector("select");
const val = data.val = {
  ...Object.fromEntries([...form.querySelectorAll("select")].map((control) => [control.name, readChoices(control)])),
  åtgärd: undertakings ? readChoices(undertakings) : {},
};
const rules = makeRules(data), kinds = Object.keys(val.slag), usual = kinds[0];

// What is sent, the lasting part of the current entry's name, and where it stands in the sending.
let entries = [], name = makeName(), place = 0;
// After the first try everything that is wrong is shown; before it, only in what has been left.
let isTried = false, isSent = false, accepted = "", followed = "";
const left = new Set();
// What is pressed must not move before it is let go: until then nothing new is said.
let isPressing = false;

function readChoices({ options }) {
  return Object.fromEntries([...options].filter(({ value }) => value).map(({ value, dataset }) => [value, dataset.known || ""]));
}

function set(field, value) {
  const control = controlOf(field);
  control.value = value;
  tellChoice(control);
}

// --- What the form holds ----------------------------------------------------------------------------

function readForm(isWhole) {
  // The first cell of a table may be empty.
  return { namn: name, ...read(({ name, value }) =>
    name === "tabell" ? clean(value).replace(/^\n+|\s+$/g, "") : clean(value).trim(), isWhole) };
}

function fillForm(entry) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    rows.replaceChildren();
    for (const row of entry[rows.dataset.rows] || []) addRow(rows.dataset.rows, row);
  }
  for (const control of form.elements) {
    if (!control.name || control.closest("[data-rows]")) continue;
    const [key, part] = control.name.split(".");
    const value = part ? entry[key]?.[part] : entry[key];
    control.value = value ?? (control.name === "slag" ? usual : "");
    if (control.name === "möte" && control.selectedIndex < 0) control.value = nextMeeting();
    tellChoice(control);
  }
  name = entry.namn || makeName();
  for (const fold of form.querySelectorAll("details"))
    fold.open = [...fold.querySelectorAll("[name]")].some(({ value }) => value);
  isTried = false;
  accepted = "";
  left.clear();
  mark([]);
  tell([]);
  showKind();
}

// The first meeting that is still ahead when the page is read.
function nextMeeting() {
  // Sweden writes a day as the files do.
  const today = new Date().toLocaleDateString("sv");
  const days = [...controlOf("möte").options].map(({ value }) => value);
  return days.find((day) => day >= today) || "";
}

// Whether nothing is given besides what an entry begins with.
function isBlank() {
  return rules.roleOf({ slag: controlOf("slag").value }) !== "inget" &&
    ![...form.elements].some(({ name, value }) => name && ![...KEPT, "slag"].includes(name) && value.trim());
}

// Only what the chosen slag has is asked for.
function showKind() {
  const role = rules.roleOf({ slag: controlOf("slag").value });
  for (const part of form.querySelectorAll("[data-roles]"))
    part.hidden = !part.dataset.roles.split(" ").includes(role);
  update();
}

// What is followed up says most of the entry that tells of it.
function followUp(control) {
  if (!control.value) return;
  const [, , , problemtyp, plats] = val.åtgärd[control.value].split("|"), [chosen] = control.selectedOptions;
  const partOf = (part) => controlOf(control.name.replace("åtgärd", part)).value;
  const role = ["klar", ""].includes(partOf("status")) ? "positivt" : "läge";
  const kind = kinds.findLast((word) => val.slag[word] === role);
  if (kind && [usual, followed].includes(controlOf("slag").value)) set("slag", followed = kind);
  for (const [key, value] of Object.entries({ organisation: chosen.parentElement.label, problemtyp, plats,
    rubrik: `Uppföljning: ${chosen.textContent}`, datum: partOf("datum"), text: partOf("effekt") }))
    if (value && !controlOf(key).value) set(key, value);
  showKind();
}

// --- What is wrong ----------------------------------------------------------------------------------

function check(entry) {
  const order = ({ field }) => [...form.elements].indexOf(controlOf(field));
  return [...rules.check(entry, entries.filter((_, at) => at !== place)), ...checkHidden()].sort((one, other) => order(one) - order(other));
}

// What was written before another slag was chosen is left out only by who wrote it.
function checkHidden() {
  const hidden = [...form.elements].filter((control) =>
    control.name && !KEPT.includes(control.name) && control.value.trim() && control.closest("[hidden]"));
  const names = joinWords([...new Set(hidden.map(({ name }) => quote(labelOf(name))))], "och");
  return names ? [{ field: "slag", rule: "dolt", stops: false,
    text: `Det ni har skrivit under ${names} följer inte med det här svaret. Ska det med väljer ni ett annat.` }] : [];
}

function keyOf(problems) {
  return problems.map(({ field, rule }) => `${field} ${rule}`).join("\n");
}

// Whether the current entry may go on; what is wrong is shown, and gets the focus.
function passes(entry, again) {
  const problems = check(entry), isAccepted = accepted && accepted === keyOf(problems);
  isTried = true;
  mark(problems);
  tell(isAccepted ? [] : problems, (asked) => { accepted = keyOf(asked); again(); });
  if (!problems.length || isAccepted) return true;
  faults.focus();
  return false;
}

// --- How it will look -------------------------------------------------------------------------------

function* findFacts(entry) {
  const { datum: first, slutdatum: last, tid, plats, problemtyp, slag, tillförlitlighet, antal } = entry;
  const isUncounted = tillförlitlighet && !val.tillförlitlighet[tillförlitlighet].endsWith("|");
  const small = (word) => (/^.[A-ZÅÄÖ]/.test(word) ? word : word[0].toLowerCase() + word.slice(1));
  if (entry.organisation) yield entry.organisation;
  if (first) yield `${last && last !== first ? `${sayDay(first)}–${sayDay(last)}` : sayDay(first)}${tid ? `, ${tid === "okänd" ? "okänd tid" : tid}` : ""}`;
  if (plats) yield plats;
  if (problemtyp && problemtyp.toLowerCase() !== (entry.rubrik || "").toLowerCase()) yield small(problemtyp);
  if (slag && slag !== usual) yield small(slag);
  if (tillförlitlighet) yield `${tillförlitlighet}${isUncounted ? ", räknas inte" : ""}`;
  if (rules.roleOf(entry) === "händelse" && !isUncounted)
    yield !antal || antal === "1" ? "1 händelse" : `${antal} händelser`;
  if (entry.allvar) yield entry.allvar;
  if (entry.polisanmält) yield { ja: "polisanmält", nej: "inte polisanmält" }[entry.polisanmält] || "oklart om polisanmält";
  if (entry.trend) yield `${val.trend[entry.trend]} ${entry.trend}`;
  if (entry.spridning && entry.spridning !== data.förval)
    yield entry.spridning === Object.keys(val.spridning).at(-1) ? entry.spridning : `Sprids till ${entry.spridning}`;
}

function* findLinks(entry) {
  const titleOf = (field) => controlOf(field).selectedOptions[0].textContent;
  if (entry.fortsätter) yield `Tidigare: ${titleOf("fortsätter")}`;
  if (entry["samma som"]) yield `Samma händelse: ${titleOf("samma som")}. Räknas en gång.`;
  for (const [at, { åtgärd, status, datum, effekt }] of (entry.uppföljning || []).entries())
    if (åtgärd) yield `Följer upp: ${titleOf(`uppföljning.${at}.åtgärd`)} ${status} ${sayDay(datum)}${effekt ? ` Effekt: ${effekt}` : ""}`;
  if (entry["stöd från annan"]) yield `Stöd från annan: ${entry["stöd från annan"]}`;
  for (const { risk, skydd, kontext } of entry.faktorer || [])
    if (risk || skydd) yield `${risk ? "Riskfaktor" : "Skyddsfaktor"} (${kontext.toLowerCase()}): ${risk || skydd}`;
}

function draw(entry) {
  const role = rules.roleOf(entry);
  if (isBlank()) {
    preview.replaceChildren(element("p", { class: "lb-note", text: "Här visas posten medan du skriver." }));
    return;
  }
  const heading = role === "inget" ? entry.slag : entry.rubrik || "Rubriken";
  const parts = [element("h3", { class: "lb-preview__title", text: heading }), element("p", { class: "lb-facts", text: [...findFacts(entry)].join(DOT) })];
  for (const paragraph of (entry.text || "").split(/\n\s*\n/))
    parts.push(element("p", {}, ...paragraph.split("\n").flatMap((line, at) => (at ? [element("br"), line] : [line]))));
  if (entry.tabell)
    parts.push(element("table", { class: "lb-table" }, ...entry.tabell.split("\n").map((line) =>
      element("tr", {}, ...line.split(/[\t;]/).map((cell) => element("td", { text: cell.replace(/^"|"$/g, "") }))))));
  const actions = (entry.åtgärder || []).filter(({ vad }) => vad).map(({ vad, ansvarig, senast }) =>
    element("li", { text: [vad, `${ansvarig}${senast ? `, senast ${sayDay(senast)}` : ""}`].filter(Boolean).join(DOT) }));
  if (actions.length)
    parts.push(element("p", { class: "lb-actions__title", text: actions.length === 1 ? "Åtgärd" : "Åtgärder" }), element("ul", { class: "lb-list" }, ...actions));
  const links = [...findLinks(entry)].map((text) => element("li", { text }));
  if (links.length) parts.push(element("ul", { class: "lb-links" }, ...links));
  preview.replaceChildren(...parts);
}

function update() {
  if (isPressing) return;
  const entry = readForm();
  draw(entry);
  if (isTried) {
    const problems = check(entry);
    mark(problems);
    if (!problems.length) tell([]);
  } else if (left.size) mark(check(entry).filter(({ field }) => left.has(field) && controlOf(field)?.value));
  saveDraft();
}

// --- The sending ------------------------------------------------------------------------------------

function commit(entry) {
  entries[place] = entry;
  begin();
}

// A new entry, from who and where the last one was.
function begin() {
  place = entries.length;
  fillForm(Object.fromEntries(KEPT.map((key) => [key, controlOf(key).value])));
  showSending();
}

function showSending() {
  const items = entries.map((entry, at) => {
    const what = rules.roleOf(entry) === "inget" ? entry.slag : entry.rubrik || "Utan rubrik";
    return element("li", {}, element("span", { text: `${what}${entry.väntar ? " (inte klar)" : ""}${DOT}${[entry.organisation, entry.plats, sayDay(entry.datum || entry.möte)].filter(Boolean).join(", ")} ` }),
      button("Ändra", () => change(at), what), button("Ta bort", () => remove(at), what));
  });
  sending.querySelector("ol").replaceChildren(...items);
  sending.hidden = !entries.length;
  byId("_sandning").textContent = entries.length === 1 ? "Din sändning: en post" : `Din sändning: ${entries.length} poster`;
  ends.hidden = true;
  isSent = false;
}

// What is being written waits among the others until the sending is gone through.
function change(at) {
  if (at !== place) {
    if (!isBlank()) entries[place] = { ...readForm(true), väntar: true };
    place = at;
    fillForm(entries[at]);
    showSending();
  }
  ends.hidden = true;
  controlOf("organisation").focus();
}

function remove(at) {
  entries.splice(at, 1);
  if (at < place) place -= 1;
  else if (at === place) place = entries.length;
  showSending();
  saveDraft();
  (entries.length ? byId("_sandning") : controlOf("organisation")).focus();
}

// Takes in an entry that the form has not held.
function takeIn(entry) {
  if (place === entries.length) place += 1;
  entries.push(entry);
  showSending();
  saveDraft();
  said.textContent = `Tillagt: ${entry.rubrik}. ${byId("_sandning").textContent}.`;
}

function another() {
  const entry = readForm();
  if (!passes(entry, another)) return;
  commit(entry);
  said.textContent = `Posten är tillagd. ${byId("_sandning").textContent}.`;
  controlOf("problemtyp").focus();
}

function review() {
  const entry = readForm();
  if (!entries.length || !isBlank()) {
    if (!passes(entry, review)) return;
    commit(entry);
  } else begin();
  const waiting = entries.findIndex(({ väntar }) => väntar);
  if (waiting >= 0) {
    change(waiting);
    review();
    return;
  }
  showEnds();
  said.textContent = "";
  byId("_sandning").focus();
}

function showEnds() {
  const files = entries.map((entry) => ({ what: entry.rubrik || entry.slag, ...rules.fileOf(entry) }));
  const [{ möte, namn }] = entries;
  showWays(rules.writeSending(files), `Lägesbild till mötet ${sayDay(möte)}`, `lagesbild-${möte}-${namn}.txt`,
    files.map((file) => ({ ...file, text: rules.textOf(file) })));
}

function noteSent() {
  store();
  keep.checked = false;
  isSent = true;
}

// --- The draft, only when asked for -----------------------------------------------------------------

function saveDraft() {
  if (keep.checked) store(JSON.stringify({ entries, entry: readForm(true), place }));
}

// Without a text the draft goes. A browser may refuse to keep anything.
function store(text) {
  try {
    if (text) localStorage.setItem(DRAFT, text);
    else localStorage.removeItem(DRAFT);
  } catch {
    keep.checked = false;
    if (text) said.textContent = "Webbläsaren kan inte spara utkastet. Lämna in innan du stänger sidan.";
  }
}

// --- Together ---------------------------------------------------------------------------------------

form.addEventListener("submit", (event) => { event.preventDefault(); review(); });
form.addEventListener("input", update);
form.addEventListener("change", ({ target }) => {
  tellChoice(target);
  left.add(target.name);
  if (target.name === "slag") showKind();
  if (target.name?.startsWith("uppföljning.")) followUp(controlOf(target.name.replace(/[^.]+$/, "åtgärd")));
  update();
});
addEventListener("pointerdown", () => { isPressing = true; }, true);
for (const kind of ["pointerup", "pointercancel"])
  addEventListener(kind, () => { isPressing = false; setTimeout(update); }, true);
byId("_en-till").addEventListener("click", another);
keep.addEventListener("change", () => {
  saveDraft();
  if (!keep.checked) store();
});
addEventListener("beforeunload", (event) => {
  if (!keep.checked && !(isBlank() && (isSent || !entries.length))) event.preventDefault();
});

let draft;
try {
  draft = JSON.parse(localStorage.getItem(DRAFT));
} catch {
  // There is none that can be read.
}
form.hidden = round.hidden = false;
if (!nextMeeting()) byId("_möte-om").dataset.about = "Inget kommande möte finns i listan. Sidan kan vara gammal.";
fillForm({ möte: nextMeeting() });
if (draft) {
  ({ entries, place } = draft);
  keep.checked = true;
  fillForm(draft.entry);
  showSending();
}
