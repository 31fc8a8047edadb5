// The form itself: what is chosen and written becomes an entry, is shown as the meeting's page will
// show it, and leaves in one sending. All words reach the page as text, never as HTML.
"use strict";

(function () {
  const data = window.lagesbildRapport, { make, addressOf, clean, makeName, sayDay, quote, joinWords } = window.lagesbildPost;
  const [mail, forge] = data.inlämning;
  const KEPT = ["organisation", "möte", "plats"], DRAFT = "lagesbild-utkast";
  // Longer addresses are cut by some programs of mail, and refused by forges.
  const MOST_MAIL = 1800, MOST_FORGE = 6000, DOT = "\u00a0· ";

  const form = document.querySelector(".lb-form"), round = document.querySelector(".lb-round");
  const preview = document.querySelector(".lb-preview__entry"), faults = byId("_fel");
  const sending = document.querySelector(".lb-sending"), ends = sending.querySelector(".lb-sending__ends");
  const said = document.querySelector(".lb-form__said"), keep = byId("_spara"), whole = byId("_texten");
  const undertakings = byId("_mall-uppföljning")?.content.querySelector("select");
  const val = data.val = {
    ...Object.fromEntries([...form.querySelectorAll("select")].map((control) => [control.name, readChoices(control)])),
    åtgärd: undertakings ? readChoices(undertakings) : {},
  };
  const rules = make(data), kinds = Object.keys(val.slag), usual = kinds[0];

  // What is sent, the lasting part of the current entry's name, and where it stands in the sending.
  let entries = [], name = makeName(), place = 0;
  // After the first try everything that is wrong is shown; before it, only in what has been left.
  let isTried = false, isSent = false, accepted = "", followed = "";
  const left = new Set();
  // What is pressed must not move before it is let go: until then nothing new is said.
  let isPressing = false;

  function byId(id) {
    return document.getElementById(id);
  }

  function readChoices({ options }) {
    return Object.fromEntries([...options].filter(({ value }) => value).map(({ value, dataset }) => [value, dataset.known || ""]));
  }

  function element(kind, { text, ...attributes } = {}, ...children) {
    const made = document.createElement(kind);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  }

  function title(level, kind, text) {
    return element(`h${level}`, { class: kind, text });
  }

  function button(text, act) {
    const made = element("button", { type: "button", class: "lb-button", text });
    made.addEventListener("click", act);
    return made;
  }

  function controlOf(field) {
    return byId(`_${field.replaceAll(" ", "-")}`);
  }

  function set(field, value) {
    const control = controlOf(field);
    control.value = value;
    tellChoice(control);
  }

  // --- What the form holds ----------------------------------------------------------------------------

  function put(into, [key, ...rest], value) {
    if (!rest.length) into[key] = value;
    else put(into[key] ??= /^\d+$/.test(rest[0]) ? [] : {}, rest, value);
  }

  // What is hidden is no part of the entry, but `isWhole` keeps it while it is written.
  function readForm(isWhole) {
    const entry = { namn: name };
    for (const control of form.elements)
      if (control.name && (isWhole || !control.closest("[hidden]")))
        // The first cell of a table may be empty.
        put(entry, control.name.split("."), control.name === "tabell" ? clean(control.value).replace(/^\n+|\s+$/g, "") : clean(control.value).trim());
    return entry;
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

  function tellChoice(control) {
    const about = byId(`${control.id}-om`), chosen = control.selectedOptions?.[0]?.dataset.about;
    if (about) about.textContent = chosen || about.dataset.about || "";
  }

  // --- Rows of åtgärder, follow-ups and factors -------------------------------------------------------

  function addRow(key, values = {}) {
    const rows = form.querySelector(`[data-rows="${key}"]`), number = rows.children.length;
    const row = byId(`_mall-${key}`).content.firstElementChild.cloneNode(true);
    renumber(row, number);
    for (const control of row.querySelectorAll("[name]")) control.value = values[control.name.split(".")[2]] || "";
    rows.append(row);
    row.querySelector("[data-remove]").addEventListener("click", () => removeRow(rows, row));
    return row;
  }

  function removeRow(rows, row) {
    row.remove();
    [...rows.children].forEach(renumber);
    rows.parentElement.querySelector("[data-add]").focus();
    update();
  }

  function renumber(row, number) {
    for (const part of row.querySelectorAll("[id], [for]"))
      for (const key of ["id", "for", "name", "aria-describedby"])
        if (part.hasAttribute(key))
          part.setAttribute(key, part.getAttribute(key).replace(/\.(?:N|\d+)\./g, `.${number}.`));
  }

  // What is followed up says most of the entry that tells of it.
  function followUp(control) {
    if (!control.value) return;
    const [, , , problemtyp, plats] = val.åtgärd[control.value].split("|"), [chosen] = control.selectedOptions;
    const partOf = (part) => controlOf(control.name.replace("åtgärd", part)).value;
    const role = ["klar", ""].includes(partOf("status")) ? "positivt" : "läge";
    const kind = kinds.findLast((word) => val.slag[word] === role);
    if (kind && [usual, followed].includes(controlOf("slag").value)) set("slag", followed = kind);
    const given = { organisation: chosen.parentElement.label, problemtyp, plats, rubrik: `Uppföljning: ${chosen.textContent}`, datum: partOf("datum"), text: partOf("effekt") };
    for (const key of ["organisation", "problemtyp", "plats", "rubrik", "datum", "text"])
      if (given[key] && !controlOf(key).value) set(key, given[key]);
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

  function mark(problems) {
    for (const control of form.elements) {
      if (!control.name) continue;
      const own = problems.filter(({ field }) => field === control.name);
      control.setAttribute("aria-invalid", own.some(({ stops }) => stops));
      const told = byId(`${control.id}-fel`);
      told.replaceChildren(...own.map(({ text, stops }) => element("span", { text, class: stops ? "" : "lb-field__asked" })));
    }
  }

  function tell(problems) {
    const stopping = problems.filter(({ stops }) => stops), asked = problems.filter(({ stops }) => !stops);
    const links = (some) => element("ul", {}, ...some.map(({ field, rule, text }) => {
      const link = element("a", { href: `#${controlOf(field).id}`, text: rule.endsWith("saknas") ? text : `${labelOf(field)}: ${text}` });
      link.addEventListener("click", (event) => { event.preventDefault(); goTo(field); });
      return element("li", {}, link);
    }));
    faults.replaceChildren();
    if (stopping.length)
      faults.append(title(2, "lb-faults__title", stopping.length === 1 ? "En sak att rätta" : `${stopping.length} saker att rätta`), links(stopping));
    if (asked.length) faults.append(title(2, "lb-faults__title", "Stämmer det här?"), links(asked));
    if (!stopping.length && asked.length)
      faults.append(button("Det stämmer, gå vidare", () => { accepted = keyOf(asked); retry(); }));
    faults.hidden = !problems.length;
  }

  function labelOf(field) {
    return controlOf(field).labels[0].textContent.replace(/[?:]$/, "");
  }

  function goTo(field) {
    const control = controlOf(field);
    const fold = control.closest("details");
    if (fold) fold.open = true;
    control.focus();
  }

  function keyOf(problems) {
    return problems.map(({ field, rule }) => `${field} ${rule}`).join("\n");
  }

  // Whether the current entry may go on; what is wrong is shown, and gets the focus.
  let retry = () => {};
  function passes(entry, again) {
    const problems = check(entry), isAccepted = accepted && accepted === keyOf(problems);
    isTried = true;
    retry = again;
    mark(problems);
    tell(isAccepted ? [] : problems);
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
    const parts = [title(3, "lb-preview__title", heading), element("p", { class: "lb-facts", text: [...findFacts(entry)].join(DOT) })];
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
        named(button("Ändra", () => change(at)), what), named(button("Ta bort", () => remove(at)), what));
    });
    sending.querySelector("ol").replaceChildren(...items);
    sending.hidden = !entries.length;
    byId("_sandning").textContent = entries.length === 1 ? "Din sändning: en post" : `Din sändning: ${entries.length} poster`;
    ends.hidden = true;
    isSent = false;
  }

  function named(made, what) {
    made.setAttribute("aria-label", `${made.textContent}: ${what}`);
    return made;
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

  function checkNew(entry) {
    return rules.check(entry, entries);
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
    const text = rules.writeSending(entries);
    whole.value = text;
    ends.hidden = false;
    const letter = byId("_mejla"), subject = `Lägesbild till mötet ${sayDay(entries[0].möte)}`;
    const body = encodeURIComponent(text.replace(/\n/g, "\r\n"));
    const fits = body.length <= MOST_MAIL;
    if (letter) {
      letter.href = `mailto:${mail}?subject=${encodeURIComponent(subject)}&body=${fits ? body : encodeURIComponent("Klistra in sändningen här.")}`;
      letter.textContent = fits ? "Skicka med e-post" : "Kopiera texten och öppna ett brev";
      letter.dataset.copies = fits ? "" : "ja";
    }
    showForge();
  }

  function showForge() {
    const way = sending.querySelector(".lb-sending__forge"), list = way.lastElementChild;
    const pages = entries.map((entry) => {
      const file = rules.fileOf(entry);
      return { what: entry.rubrik || entry.slag, table: file.table, way: addressOf(data.inlämning, file.path, rules.textOf(file)) };
    });
    way.hidden = !forge || pages.some(({ table, way }) => table || way.length > MOST_FORGE);
    list.replaceChildren(...(way.hidden ? [] : pages.map(({ what, way }) =>
      element("li", {}, element("a", { href: way, target: "_blank", rel: "noopener", text: what })))));
    for (const link of list.querySelectorAll("a")) link.addEventListener("click", () => done("Sidan i arkivet är öppnad. Spara den som ett förslag."));
  }

  function download() {
    const link = element("a", { download: `lagesbild-${entries[0].möte}-${entries[0].namn}.txt` });
    link.href = URL.createObjectURL(new Blob([whole.value], { type: "text/plain" }));
    link.click();
    URL.revokeObjectURL(link.href);
    done("Filen är hämtad till din dator. Skicka den vidare.");
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(whole.value);
    } catch {
      // An address without a lock, or a browser that was told no.
      whole.closest("details").open = true;
      whole.select();
      document.execCommand("copy");
    }
    done("Texten är kopierad. Klistra in den i ett brev.");
  }

  function done(words) {
    store();
    keep.checked = false;
    isSent = true;
    said.textContent = words;
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

  function readDraft() {
    try {
      return JSON.parse(localStorage.getItem(DRAFT) || "null");
    } catch {
      return null;
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
  form.addEventListener("click", ({ target }) => {
    const key = target.dataset?.add;
    if (!key) return;
    const row = addRow(key);
    row.closest("details").open = true;
    row.querySelector("[name]").focus();
  });
  // What the coordinator alone has is loaded when it is asked for.
  round.addEventListener("submit", (event) => event.preventDefault());
  round.addEventListener("toggle", () => {
    const script = element("script", { src: "samordna.js" });
    script.addEventListener("error", () => round.lastElementChild.prepend(element("p", { role: "alert", class: "lb-field__fault lb-field--wide",
      text: "Den här delen kunde inte läsas in. Skriv i formuläret ovan, eller ladda om sidan." })));
    script.addEventListener("load", () => window.lagesbildSamordna({ round, kinds, val, byId, controlOf, tellChoice, checkNew, takeIn }));
    document.body.append(script);
  }, { once: true });
  byId("_en-till").addEventListener("click", another);
  byId("_hamta").addEventListener("click", download);
  byId("_kopiera").addEventListener("click", copy);
  byId("_mejla")?.addEventListener("click", ({ target }) => {
    if (target.dataset.copies) copy();
    done("Brevet är öppnat i ditt e-postprogram. Skicka det därifrån.");
  });
  keep.addEventListener("change", () => {
    saveDraft();
    if (!keep.checked) store();
  });
  addEventListener("beforeunload", (event) => {
    if (!keep.checked && !(isBlank() && (isSent || !entries.length))) event.preventDefault();
  });

  const draft = readDraft();
  form.hidden = round.hidden = false;
  if (!nextMeeting()) byId("_möte-om").dataset.about = "Inget kommande möte finns i listan. Sidan kan vara gammal.";
  fillForm({ möte: nextMeeting() });
  if (draft) {
    ({ entries, place } = draft);
    keep.checked = true;
    fillForm(draft.entry);
    showSending();
  }
})();
