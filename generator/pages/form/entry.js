// An entry as the form holds it becomes the file that the archive holds, and is checked as `check`
// checks that file. It knows no page; what it knows of the mall and the rules is handed to it.
//
// An entry is a plain object with the file's own keys, besides `möte`, `namn`, `rubrik`, `text` and
// `tabell`. All that it holds is text, objects of texts, or lists of such objects.
//
// `val` are the choices of the form: what is known of a word, by field and word, its parts between `|`.
const MONTHS = "jan feb mars april maj juni juli aug sep okt nov dec".split(" ");
const DAY = 86_400_000, OLDEST = 60, TEN_YEARS = 3653, MOST_TEXT = 64_000, MOST_NAME = 80;
// What turns the words around it, what no editor shows and what breaks a line unseen.
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const UNSEEN = /(?<![\u2190-\u2bff\ufe0f\u{1f000}-\u{1faff}])\u200d|(?![\t\n\u200d\ufe00-\ufe0f])[\p{Cc}\p{DI}\ufff9-\ufffb]/gu;
const ALONE = /[\p{L}\p{N}]/u;
// A value that means itself without quotation marks.
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N} ,.()/-]|(?<! )#)*$/u;
const PATH = /(?<!\S)["'”(]*(?:\\\\|[A-Za-z]:\\)\S*/g;
const ADDRESS = /(?:https?:\/\/|www\.|mailto:)\S+|(?<!\S)[^\s@]+@\S+/g;
const SHORT_PERIODS = ["dag", "vecka", "tvåveckor"];
const WITHOUT_TYPE = ["läge", "kommande", "statistik", "inget"], WITHOUT_PLACE = ["statistik", "inget"];

// --- The file ---------------------------------------------------------------------------------------

function clean(text) {
  return text.toWellFormed().normalize("NFC").replace(LINE_ENDS, "\n").replace(UNSEEN, "");
}

// All that stands in a text is shown as it was written: no sign of it is one of Markdown's.
function escapeLine(line) {
  const paths = [...line.matchAll(PATH)].map((found) => [found.index, found.index + found[0].length]);
  const escaped = line.replace(/[\\`*_[<&]/g, (sign, at) => {
    const isPath = paths.some(([start, end]) => start <= at && at < end);
    const before = line[at - 1] || " ", after = line[at + 1] || " ", rest = line.slice(at);
    const isPlain =
      sign === "\\" ? isPath || !/[!-/:-@[-`{-~]/.test(after)
      // Behind a path's backslash every sign is itself, and no code is read.
      : isPath && /\\*$/.exec(line.slice(0, at))[0].length % 2 ? true
      : sign === "<" ? !/[A-Za-z]/.test(after)
      : sign === "&" ? !/^&#?\w{1,32};/.test(rest)
      : (sign === "*" || sign === "_") && ((ALONE.test(before) && ALONE.test(after)) || (before === " " && after === " " && at > 0));
    // In a path a backslash is itself, and two of them begin one.
    const begins = sign === "\\" && !/\S/.test(line.slice(0, at).replace(/["'”(]+$/, "").slice(-1));
    return isPlain ? sign : isPath || begins ? `&#${sign.charCodeAt(0)};` : `\\${sign}`;
  });
  if (escaped[0] !== line[0]) return escaped;
  if (/^(?:#|>|[-+*](?:\s|$)|~~~|[<=|]{2}|[\s|:=*_~+-]+$)/.test(line)) return `\\${escaped}`;
  // A blank that no page shows parts a line from a row of a file's head.
  return escaped.replace(/^[a-zåäö ]+:(?: |$)/, " $&").replace(/^(\d{1,9})([.)](?:\s|$))/, "$1\\$2");
}

// A line break that was written is one on the page.
function escapeText(text) {
  const lines = text.split("\n").map((line) => line.trim().replace(/[\t ]+/g, " "));
  return lines.map((line, at) => `${escapeLine(line)}${line && lines[at + 1] ? "  " : ""}`);
}

function writeValue(value) {
  return PLAIN.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

function slug(text) {
  return text.toLowerCase().normalize("NFD").replace(/[^\x00-\x7f]/g, "").replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

// Two who write to the same meeting hardly ever get the same name; it is no word, so it points at nobody.
function makeName() {
  const letters = "bcdfghjkmnpqrstvwxz", numbers = crypto.getRandomValues(new Uint32Array(5));
  return [...numbers].map((number, at) => (at % 2 ? "23456789"[number % 8] : letters[number % 19])).join("");
}

// The lines of a value, each with the name of the control that it came from.
function writeRow(key, value) {
  if (typeof value === "string") return [{ line: `${key}: ${writeValue(value)}`, field: key, plain: value }];
  const isList = Array.isArray(value), found = [];
  (isList ? value : [value]).forEach((row, number) => {
    const parts = Object.entries(row).filter(([, part]) => part);
    if (key === "åtgärder" && value.length > 1) parts.unshift(["nr", String(number + 1)]);
    parts.forEach(([name, plain], at) => {
      const [lead, of] = isList ? [at ? "    " : "  - ", `${key}.${number}`] : ["  ", key];
      found.push({ line: `${lead}${name}: ${writeValue(plain)}`, field: `${of}.${name}`, plain });
    });
  });
  return found.length ? [{ line: `${key}:`, field: key }, ...found] : [];
}

// --- The rules --------------------------------------------------------------------------------------

function makeRules(data) {
  const { val } = data, guard = makeGuard(data, data.egna);
  const broken = data.trasig.map((pattern) => new RegExp(pattern.replaceAll("\\w", "[\\p{L}\\p{N}_]"), "gu"));
  const bullets = new RegExp(data.punkter, "g");
  const [usual] = Object.keys(val.slag), reaches = Object.keys(val.spridning);

  function roleOf(entry) {
    return val.slag[entry.slag || usual];
  }

  function fileOf(entry) {
    const place = val.plats[entry.plats], own = val.organisation[entry.organisation] || "post";
    const about = place ? place.split("|")[0] : slug(roleOf(entry) === "inget" ? "inget" : entry.rubrik || "");
    const stem = [own, about.slice(0, MOST_NAME).replace(/-+$/, ""), entry.namn].filter(Boolean).join("-");
    const rows = data.nycklar.split("|")
      .filter((key) => entry[key] && !(key === "slag" && entry.slag === usual))
      .flatMap((key) => writeRow(key, entry[key]));
    const head = [{ line: "---" }, ...rows, { line: "---" }];
    const body = roleOf(entry) === "inget" ? []
      : [{ line: `# ${entry.rubrik || ""}`.trim(), field: "rubrik" }, { line: "", field: "text" }, ...escapeText(entry.text || "").map((line) => ({ line, field: "text" }))];
    const path = `entries/${entry.möte}/${stem}`;
    return { path: `${path}.md`, rows: [...head, ...body], start: head.length,
             table: entry.tabell ? { path: `${path}.csv`, text: entry.tabell } : null };
  }

  function textOf({ rows }) {
    return `${rows.map(({ line }) => line).join("\n").trimEnd()}\n`;
  }

  function say(name, values = {}) {
    const { fel, varning } = data.meningar, stops = name in fel;
    return { rule: name, stops, text: (fel[name] || varning[name]).replace(/\{(.+?)\}/g, (_, key) => values[key] ?? "") };
  }

  // What the guard finds in a file, where it finds it: in a line of the head, in all of the text, and
  // in a value that is written with other signs than its own.
  function guardFile({ rows, start, table }) {
    const found = [];
    const add = (at, name) => found.push({ at, name });
    rows.slice(0, start).forEach(({ line, plain }, at) => {
      for (const { name } of guard.find(line)) add(at, name);
      if (plain && plain.includes("'"))
        for (const { name } of guard.find(plain)) add(at, name);
    });
    const body = rows.slice(start).map(({ line }) => line).join("\n");
    for (const { at, name } of guard.find(body)) add(start + body.slice(0, at).split("\n").length - 1, name);
    const told = new Map(found.map((one) => [`${rows[one.at].field} ${one.name}`, one]));
    const inTable = new Set(table ? guard.findInTable(table.text).map(({ name }) => name) : []);
    return [...[...told.values()].map(({ at, name }) => [rows[at].field, name]), ...[...inTable].map((name) => ["tabell", name])]
      .map(([field, name]) => {
        const { text, stops } = guard.rules.get(name);
        return { field, rule: name, text, stops };
      });
  }

  function* checkWords(rows) {
    for (const { line, field } of rows) {
      const left = data.mallens.find((words) => line.includes(words));
      if (left) yield { field, ...say("står kvar från mallen", { ord: quote(left) }) };
      const word = findBroken(field === "text" ? line.replace(/&\w+;/g, (code) => "x".repeat(code.length)) : line);
      if (word) yield { field, ...say("trasig bokstav", { ord: quote(word) }) };
    }
  }

  function findBroken(line) {
    const words = line.replace(ADDRESS, (address) => " ".repeat(address.length));
    const opened = /(?<![\p{L}\p{N}_])[”„“](?=[\p{L}\p{N}_])/u.exec(words);
    for (const pattern of broken)
      for (const { 0: sign, index } of words.matchAll(pattern))
        if (!("”„‚".includes(sign) && opened && opened.index + 1 < index))
          return /\S*$/.exec(line.slice(0, index))[0] + /^\S*/.exec(line.slice(index))[0];
    return "";
  }

  function* checkNeeded(entry, role) {
    const needed = ["organisation", "möte"];
    if (!WITHOUT_TYPE.includes(role)) needed.push("problemtyp");
    if (!WITHOUT_PLACE.includes(role)) needed.push("plats", "datum");
    if (role !== "inget") needed.push("rubrik", ...(entry.rubrik ? ["text"] : []));
    if (role === "statistik") needed.push("statistik.indikator", "statistik.period", "källa", "tabell");
    for (const field of needed)
      if (!field.split(".").reduce((value, key) => value?.[key], entry)) yield { field, ...say(`${field} saknas`) };
    for (const [key, parts] of [["åtgärder", ["vad", "ansvarig"]], ["uppföljning", ["åtgärd", "status", "datum"]]])
      for (const [at, row] of (entry[key] || []).entries())
        for (const part of parts)
          if (!row[part]) yield { field: `${key}.${at}.${part}`, ...say(`${part.replace("datum", "dag")} saknas`) };
  }

  function* checkDays(entry, role) {
    const { datum: first, slutdatum: last, möte: meeting } = entry;
    const told = { dag: sayDay(first), möte: sayDay(meeting), första: sayDay(first), sista: sayDay(last) };
    for (const field of ["datum", "slutdatum"]) {
      const year = entry[field] && +entry[field].split("-")[0], dag = quote(entry[field] || "");
      if (entry[field] && !(year >= 1990 && year <= 2100)) {
        yield { field, ...say("orimligt år", { dag, första: 1990, sista: 2100 }) };
        return;
      }
      if (entry[field] && daysBetween(entry[field], data.först) > TEN_YEARS)
        yield { field, ...say("tio år före", { dag: sayDay(entry[field]), möte: sayDay(data.först) }) };
    }
    if (first && last && last < first) yield { field: "slutdatum", ...say("slutar före början", told) };
    if (!first || !meeting) return;
    if (role !== "kommande" && first > meeting) {
      const slag = joinWords(Object.keys(val.slag).filter((name) => val.slag[name] === "kommande").map(quote), "eller");
      yield { field: "datum", ...say(isOtherYear(first, meeting) ? "efter mötet, fel år" : "efter mötet", { ...told, slag }) };
    } else if (role !== "kommande" && last > meeting)
      yield { field: "slutdatum", ...say("slutar efter mötet", { ...told, dag: sayDay(last) }) };
    const end = last || first, ago = daysBetween(end, meeting), old = ago > OLDEST;
    if (role !== "statistik" && (old || (ago > 0 && role === "kommande")))
      yield { field: last ? "slutdatum" : "datum", ...say(old ? "länge sedan" : "senast före mötet", { ...told, dag: sayDay(end), antal: OLDEST }) };
  }

  function* checkRows(entry) {
    for (const [at, { senast }] of (entry.åtgärder || []).entries())
      if (senast && senast < entry.möte)
        yield { field: `åtgärder.${at}.senast`, ...say("senast före mötet", { dag: sayDay(senast), möte: sayDay(entry.möte) }) };
    for (const [at, { åtgärd, datum }] of (entry.uppföljning || []).entries()) {
      const name = datum && sayFollowed(datum, entry.möte, (val.åtgärd[åtgärd] || "").split("|"));
      if (name) yield { field: `uppföljning.${at}.datum`, ...say(name[0], { dag: sayDay(datum), möte: sayDay(name[1]), beslut: sayDay(name[1]) }) };
    }
  }

  function sayFollowed(day, meeting, [taken, planned, decided]) {
    if (decided) return day < decided ? ["uppföljt före beslutet", decided] : day > meeting && ["uppföljt efter mötet", meeting];
    const first = taken && new Date(Date.parse(taken < planned ? taken : planned) - data.dagar * DAY).toISOString().slice(0, 10);
    if (taken && day < first) return ["uppföljt för tidigt", taken];
    if (day > meeting) return ["uppföljt efter mötet", meeting];
    return taken && day < taken && taken < meeting && ["uppföljt före åtgärden", taken];
  }

  function* checkKind(entry, role) {
    const { antal, plats, spridning, statistik = {} } = entry, [sensitive, reach] = (val.problemtyp[entry.problemtyp] || "").split("|");
    if (antal && role !== "inget") {
      if (!/^(?:0|[1-9][0-9]{0,8})$/.test(antal)) yield { field: "antal", ...say("inget heltal", { ord: quote(antal) }) };
      else if (antal === "0") yield { field: "antal", ...say("noll händelser") };
    }
    if (val["statistik.indikator"][statistik.indikator] === "endast antal" && SHORT_PERIODS.includes(statistik.period))
      yield { field: "statistik.period", ...say("bara per månad", { indikator: statistik.indikator }) };
    if (sensitive === "endast antal" && !WITHOUT_PLACE.includes(role))
      yield { field: "problemtyp", ...say("bara antal", { problemtyp: entry.problemtyp, hur: data.hur }) };
    else if (sensitive === "endast antal" && plats && !val.plats[plats].endsWith("|kommun"))
      yield { field: "plats", ...say("bara hela kommunen", { problemtyp: entry.problemtyp }) };
    for (const [word, widest] of [[entry.problemtyp, reach], [entry.tillförlitlighet, (val.tillförlitlighet[entry.tillförlitlighet] || "").split("|")[0]]])
      if (spridning && widest && reaches.indexOf(spridning) > reaches.indexOf(widest))
        yield { field: "spridning", ...say("för bred spridning", { ord: word, gräns: widest }) };
  }

  // Entries that stand in the archive, or go with the same sending.
  function* checkOthers(entry, role, others) {
    const beside = [...others, ...data.poster].filter((other) =>
      other.organisation === entry.organisation && other.möte === entry.möte);
    const isNothing = (one) => roleOf(one) === "inget", counts = (one) => !WITHOUT_PLACE.includes(roleOf(one));
    const clash = beside.find(role === "inget" ? counts : counts(entry) ? isNothing : () => false);
    if (clash) {
      const [nothing, other] = role === "inget" ? [entry, clash] : [clash, entry];
      yield { field: "slag", ...say("inget och annat", { organisation: entry.organisation, slag: nothing.slag, post: nameOf(other) }) };
    }
    const same = entry.datum && entry.problemtyp && entry.plats && [...others, ...data.poster].find((other) =>
      ["organisation", "datum", "plats", "problemtyp"].every((key) => other[key] === entry[key]) &&
      (other.slag || usual) === (entry.slag || usual) && !(other.tid && entry.tid && other.tid !== entry.tid));
    if (same && ![entry["samma som"], entry.fortsätter].includes(same.id))
      yield { field: "datum", ...say("samma händelse", { organisation: entry.organisation, post: nameOf(same) }) };
  }

  function nameOf(entry) {
    return quote(entry.rubrik || entry.slag);
  }

  // Everything that is wrong with an entry, in the order of its fields; `others` go with it.
  function check(entry, others = []) {
    const role = roleOf(entry), file = fileOf(entry);
    const tooLong = [...textOf(file)].length > MOST_TEXT ? [{ field: "text", ...say("text för lång") }] : [];
    const isRow = file.rows.some(({ line, field }) => field === "text" && line.match(bullets)?.length > 1);
    const inOneRow = isRow ? [{ field: "text", ...say("punkter på en rad") }] : [];
    return [...checkNeeded(entry, role), ...checkKind(entry, role), ...checkDays(entry, role), ...checkRows(entry),
      ...checkOthers(entry, role, others), ...tooLong, ...inOneRow, ...checkFile(file)];
  }

  // What is wrong in a file whatever it is of; each of its rows knows the control it came from.
  function checkFile(file) {
    return [...checkWords(file.rows.slice(1)), ...guardFile(file)];
  }

  // The files of a sending as one text; see generator/intake/sending.py.
  function writeSending(given) {
    const files = given.flatMap((file) =>
      [[file.path, textOf(file)], ...(file.table ? [[file.table.path, file.table.text]] : [])]);
    const lines = files.flatMap(([path, text]) =>
      [`=== ${path}`, ...text.trimEnd().split("\n").map((line) => (line.startsWith("===") ? `=${line}` : line))]);
    return ["Lägesbild, sändning 1", ...lines, `=== slut ${files.length}`, ""].join("\n");
  }

  return { check, checkFile, fileOf, textOf, roleOf, writeSending };
}

function daysBetween(first, last) {
  return (Date.parse(last) - Date.parse(first)) / DAY;
}

function isOtherYear(told, meeting) {
  const earlier = `${+told.slice(0, 4) - 1}${told.slice(4)}`, days = daysBetween(earlier, meeting);
  return days >= 0 && days <= OLDEST;
}

function sayDay(day) {
  const [year, month, number] = (day || "").split("-").map(Number);
  return day ? `${number} ${MONTHS[month - 1]} ${year}` : "";
}

function quote(text) {
  return `"${text.replaceAll('"', "'")}"`;
}

function joinWords(words, last) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

window.lagesbildPost = { makeGuard, makeRules, clean, makeName };
