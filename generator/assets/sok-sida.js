// The search page: what is asked, in the form and in the address, becomes a list of results.
//
// sok.js searches and knows no page, so that it can be measured and tested alone; this file knows
// nothing of how it searches. All words reach the page as text, never as HTML.
"use strict";

(function () {
  // While somebody types, each key shows a screenful at once, and a pause brings the rest
  // and the numbers of the selects.
  const PAUSE = 250, SHORTEST = 3, SCREENFUL = 4, PORTION = 20, EXCERPT = 240;
  const MOST_WORDS = 6, SHORTEST_BEGINNING = 2;
  const MONTHS = "jan feb mars april maj juni juli aug sep okt nov dec".split(" ");
  const FIRST_DAY = Date.UTC(2000, 0, 1), DAY = 86_400_000;
  const swedish = new Intl.Collator("sv");

  const form = document.querySelector(".lb-search");
  const field = form.elements.q, order = form.elements.ordning;
  const selects = [...form.querySelectorAll("[data-facet]")];
  const narrow = form.querySelector("details"), summary = narrow.querySelector("summary");
  const clear = document.getElementById("_rensa");
  const wordList = document.getElementById("_forslag");
  const said = document.querySelector(".lb-search__said");
  const list = document.querySelector(".lb-hits");
  const more = document.querySelector(".lb-search__more");
  const help = document.querySelector(".lb-search__help");
  const title = document.title;
  const engine = window.lagesbildSok;

  // What is asked. `any` takes in what has some of the words; `most` is how many results to show.
  // `strange` are values of the address that the archive does not have.
  let asked = { query: "", chosen: new Map(), byDay: false, any: false, strange: [] };
  let most = PORTION, index = null, latest = 0, found = [], terms = [];
  const NOTHING = { query: null, docs: [] };
  let drawn = NOTHING; // the results that stand in the list, and what they answer

  function element(name, { text, ...attributes } = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  }

  function button(text, act) {
    const made = element("button", { type: "button", class: "lb-button", text });
    made.addEventListener("click", act);
    return made;
  }

  function say(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  }

  function sayHits(number) {
    return number === 1 ? "1\u00a0träff" : `${say(number)}\u00a0träffar`;
  }

  function quote(text) {
    return /["”“]/.test(text) ? text : `”${text}”`;
  }

  function listWords(words, last = "och") {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
  }

  // --- The address ---------------------------------------------------------------------------------

  function readAddress() {
    const given = new URLSearchParams(location.search);
    const chosen = new Map(), strange = [];
    for (const { name } of selects) {
      const value = given.get(name);
      if (value && index.numbers.get(name).has(value)) chosen.set(name, value);
      else if (value) strange.push(`${labelOf(name)} ${quote(value)}`);
    }
    asked = {
      query: given.get("q") || "", chosen, byDay: given.get("ordning") === "datum",
      any: given.get("ord") === "alla", strange,
    };
    field.value = asked.query;
    order.value = asked.byDay ? "datum" : "";
    fillForm(chosen);
    most = history.state?.most || PORTION;
  }

  // The selects get their other values, and the numbers, with the results.
  function fillForm(chosen) {
    for (const select of selects) {
      const value = chosen.get(select.name) || "";
      if (value) select.append(element("option", { value, text: value }));
      select.value = value;
    }
  }

  function readForm() {
    const chosen = new Map(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    asked = { query: field.value, chosen, byDay: order.value === "datum", any: false, strange: [] };
    most = PORTION;
  }

  function addressOf({ query, chosen, byDay, any }) {
    const given = new URLSearchParams(query.trim() ? { q: query.trim() } : {});
    for (const [name, value] of chosen) given.set(name, value);
    if (byDay) given.set("ordning", "datum");
    if (any) given.set("ord", "alla");
    return given.size ? `?${given}` : location.pathname;
  }

  function remember(isNew) {
    const address = addressOf(asked);
    const isSame = address === (location.search || location.pathname);
    if (isNew && !isSame) history.pushState({ most }, "", address);
    else history.replaceState({ most }, "", address);
  }

  // --- Searching -----------------------------------------------------------------------------------

  async function open(key) {
    index = await engine.open(form.dataset.index, key);
    drawn = NOTHING;
    index.numbers = new Map(selects.map(({ name, dataset }) => {
      const { values } = index.facets[dataset.facet];
      return [name, new Map(values.map((value, number) => [value, number]))];
    }));
  }

  // Right after a new build the browser may have kept an old file beside new ones.
  async function searchAfresh(query, turn) {
    await ready;
    try {
      return await engine.search(query);
    } catch {
      if (turn !== latest) throw new Error("a later search has begun");
      ready = open(String(Date.now()));
      await ready;
      return engine.search(query);
    }
  }

  // What goes wrong with a search that nobody waits for any more is no fault.
  async function show(how = {}) {
    const turn = ++latest;
    try {
      await answer(turn, how);
    } catch (fault) {
      if (turn === latest) throw fault;
    }
  }

  async function answer(turn, { focus = false, whileTyping = false }) {
    document.title = asked.query.trim() ? `${asked.query.trim()} – ${title}` : title;
    summary.textContent = nameNarrowing();
    clear.hidden = !asked.chosen.size;
    const { hits, terms: read, without } = await searchAfresh(asked.query, turn);
    if (turn !== latest) return;
    terms = read;
    const whole = hits.filter(({ all }) => all), part = hits.filter(({ all }) => !all);
    const isPart = !whole.length || asked.any;
    const docs = (isPart ? hits : whole).map(({ doc }) => doc);
    const left = isPart ? 0 : part.filter(({ doc }) => isWanted(doc)).length;
    found = whileTyping ? docs.filter(isWanted) : narrowDocs(docs);
    if (asked.byDay || !terms.length) found.sort((one, other) => one - other);
    const isBlank = !terms.length && !without.length;
    if (isBlank && !asked.chosen.size && !asked.byDay) return showNothing();
    const isMixed = asked.any && !asked.byDay && [whole, part].every((some) => some.some(({ doc }) => isWanted(doc)));
    tell({ all: docs.length, left, whole: whole.length, isMixed, without, whileTyping });
    await showResults(turn, whileTyping ? SCREENFUL : most);
    if (focus) list.querySelector("a")?.focus();
  }

  function showNothing() {
    clearResults();
    said.append(...sayStrange());
    if (asked.query.trim()) said.append(line("Skriv ett ord att söka efter."));
  }

  function clearResults() {
    for (const part of [said, list, more]) part.replaceChildren();
    list.hidden = more.hidden = true;
    drawn = NOTHING;
    document.body.classList.remove("lb-has-hits");
  }

  // --- Narrowing -----------------------------------------------------------------------------------

  // The documents with every value chosen. The number after a value is of those it would leave: a
  // document counts for a select when all the others would keep it.
  function narrowDocs(docs) {
    const facets = selects.map(({ name, dataset }) => ({
      of: index.facets[dataset.facet].of, counts: new Map(), wanted: wantedOf(name),
    }));
    const kept = [];
    for (const doc of docs) {
      const against = facets.filter(({ of, wanted }) => wanted !== undefined && of[doc] !== wanted);
      if (!against.length) kept.push(doc);
      if (against.length > 1) continue;
      for (const facet of against.length ? against : facets)
        facet.counts.set(facet.of[doc], (facet.counts.get(facet.of[doc]) || 0) + 1);
    }
    facets.forEach(({ counts }, at) => fillSelect(selects[at], counts));
    return kept;
  }

  function wantedOf(name) {
    return index.numbers.get(name).get(asked.chosen.get(name));
  }

  function isWanted(doc) {
    return selects.every(({ name, dataset }) => {
      const wanted = wantedOf(name);
      return wanted === undefined || index.facets[dataset.facet].of[doc] === wanted;
    });
  }

  function labelOf(name) {
    return form.elements[name].labels[0].textContent.toLowerCase();
  }

  function fillSelect(select, counts) {
    const { name, dataset } = select;
    const value = asked.chosen.get(name) || "", numbers = index.numbers.get(name);
    const countOf = (word) => counts.get(numbers.get(word)) || 0;
    const words = index.facets[dataset.facet].values
      .filter((word) => word && (word === value || countOf(word)))
      .sort((one, other) => (name === "ar" ? swedish.compare(other, one) : swedish.compare(one, other)));
    const options = words.map((word) =>
      element("option", { value: word, text: `${word} (${say(countOf(word))})` }));
    select.replaceChildren(element("option", { value: "", text: "Alla" }), ...options);
    select.value = value;
    select.disabled = !words.length;
  }

  function nameNarrowing() {
    const number = asked.chosen.size;
    return number ? `Begränsa sökningen (${number} val)` : "Begränsa sökningen";
  }

  function sayChosen() {
    const labels = [...asked.chosen].map(([name, value]) => `${labelOf(name)} ${value}`);
    return labels.length ? `, begränsat till ${listWords(labels)}` : "";
  }

  function sayStrange() {
    if (!asked.strange.length) return [];
    return [line(`Sökningen är inte begränsad till ${listWords(asked.strange)}, som inte finns i arkivet.`)];
  }

  // --- What is said of the results ------------------------------------------------------------------

  function tell({ all, left, whole, isMixed, without, whileTyping }) {
    const lines = [element("p", { class: "lb-search__count", text: `${sayFound(without)}.` })];
    if (terms.length > 1 && !whole && all)
      lines.push(line(`Inget innehåller alla orden.${found.length ? " Här är det som innehåller minst ett av dem." : ""}`));
    if (isMixed) lines.push(line("De första har alla orden, resten bara några av dem."));
    const odd = whileTyping ? [] : terms.filter(({ way }) => way !== "ord");
    lines.push(...odd.map(explain), ...sayStrange());
    if (!found.length && all) lines.push(line(`Utan begränsningen finns ${sayHits(all)}.`));
    said.replaceChildren(...lines);
    tellMore(left);
  }

  function sayFound(without) {
    const isAsWritten = terms.every(({ way, shown }) => way === "ord" || !shown.length);
    const excluded = without.map((words) => quote(words.join(" ")));
    const words = terms.length && isAsWritten ? ` för ${quote(asked.query.trim())}` : "";
    const rest = !terms.length && excluded.length ? ` utan ${listWords(excluded, "eller")}` : words;
    return `${found.length ? sayHits(found.length) : "Inga träffar"}${rest}${sayChosen()}`;
  }

  function line(...parts) {
    return element("p", {}, ...parts);
  }

  // How a word that stands nowhere was understood.
  function explain({ word, way, shown, phrase, isKnown, isNumber }) {
    if (isNumber) return line(`${quote(word)} finns inte i arkivet.`);
    if (phrase && isKnown)
      return line(`Orden ${quote(word)} står inte intill varandra någonstans i arkivet.`);
    const lost = `${word.includes(" ") ? "Orden" : "Ordet"} ${quote(word)} finns inte i arkivet.`;
    const theirs = listWords(shown.slice(0, 5).map(quote), "eller");
    const both = `det som har både ${listWords(shown.map(quote))}`;
    if (!found.length && shown.length)
      return line(`${lost} Vi sökte i stället efter ${way === "delar" ? both : theirs}.`);
    if (way === "stavning") return line(`Visar träffar för ${theirs}. ${lost}`);
    if (way === "början") return line(`${lost} Visar ord som börjar så: ${theirs}.`);
    if (way === "delar") return line(`${lost} Visar ${both}.`);
    const near = word.includes(" ") ? [] : engine.nearest(word);
    if (!near.length) return line(lost);
    const links = near.flatMap((other, at) => [at ? ", " : "", linkWord(word, other)]);
    return line(`${lost} Närmast ligger `, ...links, ".");
  }

  // A link that asks the same with another word.
  function linkWord(word, other) {
    const words = asked.query.trim().split(/\s+/);
    const query = words.map((one) => (engine.splitWords(one)[0] === word ? other : one)).join(" ");
    return element("a", { href: addressOf({ ...asked, query, any: false }), text: other });
  }

  function tellMore(left) {
    more.replaceChildren();
    if (found.length > most) {
      const next = Math.min(PORTION, found.length - most);
      more.append(button(`Visa ${next} till`, () => guard(showMore())));
      more.append(element("span", { class: "lb-note", text: ` ${say(most)} av ${sayHits(found.length)} visas.` }));
    } else if (left) {
      more.append(button(`Visa även ${sayHits(left)} med bara några av orden`, showPart));
    }
    more.hidden = !more.hasChildNodes();
  }

  // --- The results ----------------------------------------------------------------------------------

  // What stands there stays when only more follows: somebody may be about to click on it.
  async function showResults(turn, number) {
    const docs = found.slice(0, number);
    const isMore = drawn.query === asked.query && drawn.docs.every((doc, at) => doc === docs[at]);
    const results = await engine.loadTexts(isMore ? docs.slice(drawn.docs.length) : docs);
    if (turn !== latest) return;
    if (!isMore) list.replaceChildren();
    list.append(...results.map(makeResult));
    drawn = { query: asked.query, docs };
    list.hidden = !docs.length;
    document.body.classList.add("lb-has-hits");
  }

  function makeResult({ doc, address, title: heading, text }) {
    const link = element("a", { href: address }, ...mark(heading));
    return element("li", {},
      element("h2", { class: "lb-register__title" }, link),
      element("p", { class: "lb-facts", text: listFacts(doc) }),
      element("p", { class: "lb-hits__text" }, ...mark(text, EXCERPT)));
  }

  function mark(text, length) {
    return engine.markHits(text, terms, length)
      .map(([words, isHit]) => (isHit ? element("mark", { text: words }) : words));
  }

  function listFacts(doc) {
    const valueOf = (name) => index.facets[name].values[index.facets[name].of[doc]];
    const facts = ["kind", "organisation", "place", "problem_type", "status"].map(valueOf);
    facts.splice(1, 0, sayDay(index.days[doc]));
    return facts.filter(Boolean).join("\u00a0· ");
  }

  function sayDay(number) {
    if (!number) return "";
    const day = new Date(FIRST_DAY + number * DAY);
    return `${day.getUTCDate()}\u00a0${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  }

  async function showMore() {
    const before = most;
    most += PORTION;
    remember(false);
    await show();
    list.children[before]?.querySelector("a").focus();
  }

  function showPart() {
    asked = { ...asked, any: true };
    remember(true);
    guard(show({ focus: true }));
  }

  function clearChoices() {
    for (const select of selects) select.value = "";
    submit(true);
    field.focus();
  }

  // --- Words of the mall while typing ---------------------------------------------------------------

  let words = [], active = -1;

  function keyOf(text) {
    return ` ${engine.splitWords(text).join(" ")}`.replace(/[åä]/g, "a").replace(/ö/g, "o");
  }

  function readWords() {
    const kinds = [["area", "område"], ["problem_type", "problemtyp"], ["place", "plats"]];
    return kinds.flatMap(([facet, kind]) =>
      index.facets[facet].values.filter(Boolean).map((word) => ({ word, kind, key: keyOf(word) })));
  }

  // The mall's words with a word that begins so; the last word of several may be the one meant.
  function findWords(query) {
    for (const start of [0, query.lastIndexOf(" ") + 1]) {
      const key = keyOf(query.slice(start));
      if (key.length <= SHORTEST_BEGINNING) continue;
      const like = words.filter((row) => row.key.includes(key) && row.key !== key);
      like.sort((one, other) =>
        other.key.startsWith(key) - one.key.startsWith(key) || swedish.compare(one.word, other.word));
      if (like.length) return like.slice(0, MOST_WORDS).map((row) => ({ ...row, start }));
    }
    return [];
  }

  // Whether the last word is being written, and asked for: not left out, not within quotes.
  function isAsking() {
    const { value, selectionStart } = field;
    const quotes = value.match(/["”“]/g) || [];
    return selectionStart === value.length && quotes.length % 2 === 0 && !/(?:^|\s)-\S*$/.test(value);
  }

  function suggest() {
    const rows = isAsking() ? findWords(field.value.trimStart()) : [];
    const options = rows.map(({ word, kind, start }, at) => {
      const option = element("li", { id: `_forslag-${at}`, role: "option", "aria-selected": "false" },
        word, " ", element("span", { class: "lb-note", text: kind }));
      option.addEventListener("click", () => choose(field.value.trimStart().slice(0, start) + word));
      return option;
    });
    wordList.replaceChildren(...options);
    wordList.hidden = !rows.length;
    field.setAttribute("aria-expanded", String(rows.length > 0));
    point(-1);
  }

  function point(at) {
    const options = wordList.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = at;
    field.removeAttribute("aria-activedescendant");
    if (!options[at]) return;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[at].id);
  }

  function close() {
    wordList.hidden = true;
    field.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function choose(text) {
    field.value = text;
    submit(!isTyping);
  }

  function move(event) {
    const { length } = wordList.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && wordList.hidden && event.key === "ArrowDown") suggest();
    if (step && !wordList.hidden && length) {
      event.preventDefault();
      const from = active < 0 && step < 0 ? length : active;
      point(from + step >= length || from + step < 0 ? -1 : from + step);
    } else if (event.key === "Escape" && !wordList.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      wordList.children[active].click();
    }
  }

  // --- The form -------------------------------------------------------------------------------------

  // A search typed letter by letter is one step back in the browser, not ten.
  let pause = 0, isTyping = false;

  function type() {
    if (!index) return;
    suggest();
    clearTimeout(pause);
    said.setAttribute("aria-busy", "true");
    pause = setTimeout(rest, PAUSE);
    const letters = field.value.trim().length;
    if (letters && letters < SHORTEST) return;
    readTyped();
    guard(show({ whileTyping: true }));
  }

  // Another word than the one before is a step of its own.
  function readTyped() {
    const before = asked.query, now = field.value;
    readForm();
    if (!now || !before || !(now.startsWith(before) || before.startsWith(now))) isTyping = false;
  }

  function rest() {
    endPause();
    if (field.value !== asked.query) readTyped();
    remember(!isTyping);
    isTyping = document.activeElement === field;
    guard(show());
  }

  // What was typed is a step of its own, also when a link or a value is chosen before the pause.
  function rememberTyped() {
    if (pause && field.value === asked.query) remember(!isTyping);
    isTyping = false;
  }

  function endPause() {
    clearTimeout(pause);
    pause = 0;
    said.removeAttribute("aria-busy");
  }

  function submit(isNew) {
    if (!index) return;
    endPause();
    close();
    readForm();
    remember(isNew);
    isTyping = false;
    guard(show());
  }

  function guard(work) {
    return work.catch(() => {
      clearResults();
      said.append(line("Sökningen kunde inte läsas in. Ladda om sidan, eller bläddra nedan."));
    });
  }

  // Somebody may have begun to write while the vocabulary was on its way.
  async function begin() {
    const given = new URLSearchParams(location.search).get("q") || "";
    field.value = given;
    await ready;
    words = readWords();
    const written = field.value;
    readAddress();
    if (written !== given) {
      field.value = written;
      asked = { ...asked, query: written, any: false };
      most = PORTION;
      remember(true);
      isTyping = true;
      suggest();
    }
    narrow.open = asked.chosen.size > 0 || matchMedia("(min-width: 48em)").matches;
    await show();
    if (history.state?.top) scrollTo(0, history.state.top);
    else if (!location.hash) field.focus({ preventScroll: true });
  }

  async function goBack() {
    const isWithin = !pause && addressOf(asked) === (location.search || location.pathname);
    close();
    endPause();
    isTyping = false;
    if (isWithin) return; // a link to a part of the page
    await ready;
    readAddress();
    await show();
  }

  let ready = open("");
  form.hidden = help.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(!isTyping);
  });
  field.addEventListener("input", type);
  field.addEventListener("keydown", move);
  field.addEventListener("blur", () => {
    close();
    rememberTyped();
  });
  wordList.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
  for (const select of [...selects, order]) {
    select.addEventListener("change", () => {
      rememberTyped();
      submit(true);
    });
  }
  clear.addEventListener("click", clearChoices);
  addEventListener("popstate", () => guard(goBack()));
  // A result read and left by the back button: the list stands where it stood.
  addEventListener("pagehide", () => history.replaceState({ most, top: scrollY }, ""));
  guard(begin());
})();
