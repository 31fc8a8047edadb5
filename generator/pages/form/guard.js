// The privacy guard in the browser: the rules of generator/records/privacy/, run as finding.py
// and spelling.py run them. It knows no page; the form asks it, and the tests compare the two.
// The ones that signs with the value of a digit begin with, which are none to NFKC.
const ONES = "፩⑴⒈⓵❶➀➊";
const DASHES = /[\p{Pd}\p{Co}‧⁃➖ー−⁻₋·]/gu, BLANKS = /[\t\p{Z}\u180e\u2800]/gu;
const ALIKE = "⓿᧚零〇一二三四五六七八九АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι。｡";
const AS = "0100123456789ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoi..";
const MARK = /[\p{Mn}\p{Me}]/u, DROPPED = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160]/gu;
const ODD = /\\(?=x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tnrNLPb0_e](?<=[0-9]\\.)[-+/( 0-9])|%(?=[2-7][0-9A-Fa-f])|[^\0-\x08\n-%'-\x9f¡-¬®-±´-¶¸º-ÿ‖-‣…‰€←-⇿]/gu;
const REFERENCE = /%[2-7][0-9A-Fa-f]|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tnrNLPb0_e])|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});/y;
const BREAK = /\n(?<!\n\n)(?=([ >]*))\1(?!\n|[-*+](?:\s|$)|#{1,6}(?:\s|$)|\||\d{1,9}[.)] |$)/g;
const MARKED_UP = /[\\*_`~](?!(?<=[A-Za-zÅÄÖåäö]_)[A-Za-zÅÄÖåäö])(?:(?<=[\p{L}\p{N}].)|(?<=[-+@.].)|(?=\.|[\\*_`~]{0,9}[\p{L}\p{N}+@-]))/gu;
const HELD_DOT = /[[({]\.[\])}]/g;
const AS_DIGITS = /(?<![\p{L}\p{N}])[OoIl]{0,2}[0-9][0-9OoIl]{1,11}(?![\p{L}\p{N}])/gu;
const GAP = / {2}(?<=[-+(/.:0-9] {2}) *(?=[-+(/.:0-9])/g;
const NUMBER = /[0-9](?:[-+./()|; ]{0,3}[0-9])*/g, PLAIN_DATE = /^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/;
const WORD = /[0-9a-zà-öø-ÿš]+(?:-[0-9a-zà-öø-ÿ]+)*/g;
const TAG = /<!--[^<>]*-->|<\/?[A-Za-z][^<>]*>/g;
const LINK = /\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g;
const CELL = /\s*"?([^;,\t"]*)"?\s*(?:[;,\t]|$)/g;
const reader = document.createElement("textarea");

// --- One spelling -----------------------------------------------------------------------------------

// Each change is from where, to where, and how; `places` tells where each letter stood.
function rewrite({ text, places }, changes) {
  if (!changes.length) return { text, places };
  let written = "", last = 0;
  const kept = [];
  for (const [start, end, how] of changes) {
    written += text.slice(last, start) + how;
    for (let at = last; at < start; at++) kept.push(places[at]);
    for (let at = 0; at < how.length; at++) kept.push(places[start]);
    last = end;
  }
  for (let at = last; at < text.length; at++) kept.push(places[at]);
  return { text: written + text.slice(last), places: kept };
}

function placed(text) {
  return { text, places: [...Array(text.length).keys()] };
}

function all(pattern, text, how) {
  return [...text.matchAll(pattern)].map((found) =>
    [found.index, found.index + found[0].length, typeof how === "string" ? how : how(found[0])]);
}

function readEscape(written) {
  if (written.length < 2) return written;
  if (written[0] === "%") return String.fromCharCode(parseInt(written.slice(1), 16));
  if (written[0] === "\\") {
    const point = parseInt(written.slice(2) || "20", 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : " ";
  }
  if (written[0] !== "&") return written;
  reader.innerHTML = written; // an area of text runs nothing
  return reader.value;
}

function spellLetter(letters) {
  const point = letters.codePointAt(0), first = String.fromCodePoint(point);
  if (/\p{Nd}/u.test(first)) {
    // The digits of every alphabet stand in their order, ten and ten.
    let before = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1;
    return String(before % 10);
  }
  for (const one of ONES) {
    const more = point - one.codePointAt();
    if (more >= 0 && more < 9) return String(more + 1);
  }
  return [...letters.normalize("NFKC")].map((letter) => AS[ALIKE.indexOf(letter)] || letter).join("")
    .replace(DASHES, "-").replace(BLANKS, " ").replace(DROPPED, "");
}

function findOdd(text) {
  const changes = [];
  let end = 0;
  for (const { 0: odd, index } of text.matchAll(ODD)) {
    REFERENCE.lastIndex = index;
    const named = REFERENCE.exec(text);
    if (index < end || (odd === "&" && !named)) continue;
    const start = index - (index > end && MARK.test(odd) ? 1 : 0);
    end = index + (named ? named[0] : odd).length;
    for (let next; end < text.length; end += next.length) {
      next = String.fromCodePoint(text.codePointAt(end));
      if (!MARK.test(next)) break;
    }
    changes.push([start, end, spellLetter(readEscape(text.slice(start, end)))]);
  }
  return changes;
}

function findBreaks(text) {
  const changes = [];
  for (const found of text.matchAll(BREAK)) {
    let start = found.index, before = start;
    while (start && " \\".includes(text[start - 1])) start -= 1;
    while (before && " >\\".includes(text[before - 1])) before -= 1;
    if (before && text[before - 1] !== "\n") changes.push([start, found.index + found[0].length, " "]);
  }
  return changes;
}

const SPELLINGS = [
  findOdd,
  (text) => all(/(?<=^#{1,6} .*\n)[ \n]*\n/gm, text, ""),
  findBreaks,
  (text) => all(MARKED_UP, text, ""),
  (text) => all(HELD_DOT, text, "."),
  (text) => all(AS_DIGITS, text, (found) => found.replace(/[Oo]/g, "0").replace(/[Il]/g, "1")),
  (text) => all(GAP, text, " "),
];

function spellPlainly(text) {
  return SPELLINGS.reduce((spelled, find) => rewrite(spelled, find(spelled.text)), placed(text));
}

// --- Tests of what a pattern found ------------------------------------------------------------------

function digitsOf(text) {
  return text
    .replace(/^([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?=[-+ ])/,
      (_, year, month, day) => year + month.padStart(2, "0") + day.padStart(2, "0"))
    .replace(/^([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]((?:19|20)[0-9]{2})(?=[^0-9])/,
      (_, day, month, year) => year + month.padStart(2, "0") + day.padStart(2, "0"))
    .replace(/(?<=[-+0-9 ])[a-zA-Z](?=[0-9]{3}$)/, "1").replace(/[^0-9]/g, "");
}

function isDay(year, month, day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function holdsBirthday(digits) {
  const month = +digits.slice(-4, -2), day = +digits.slice(-2), year = digits.slice(0, -4);
  if (day >= 60) return month <= 12 && day <= 91;
  return (digits.length === 8 ? [year] : ["18", "19", "20"].map((century) => century + year))
    .some((full) => isDay(+full, month, day));
}

function luhn(digits) {
  return [...digits].reduce((sum, digit, at) => {
    const doubled = digit * (2 - (at % 2));
    return sum + Math.floor(doubled / 10) + (doubled % 10);
  }, 0) % 10;
}

function isBirthNumber(text) {
  const digits = digitsOf(text);
  return [10, 12].includes(digits.length) && holdsBirthday(digits.slice(0, -4)) && !luhn(digits.slice(-10));
}

function isNearlyBirthNumber(text) {
  const digits = digitsOf(text);
  return holdsBirthday(digits.slice(0, [8, 12].includes(digits.length) ? 8 : 6)) && !isBirthNumber(text);
}

const TESTS = { födelsenummer: isBirthNumber, födelsedag: isNearlyBirthNumber };

// --- The rules --------------------------------------------------------------------------------------

function makeGuard({ regler, kort, rubrik }, own) {
  const rules = new Map(), words = new Map(), beginnings = new Map();
  for (const row of regler) {
    const spell = (pattern) => Object.entries(kort).reduce((text, [sign, meaning]) => text.replaceAll(sign, () => meaning), pattern);
    const compile = (pattern) => new RegExp(spell(pattern), row.skift === "ja" ? "gu" : "giu");
    const read = (key, how = "\n") => row[key]?.split(how) || [];
    rules.set(row.regel, {
      name: row.regel, stops: row.nivå === "fel", digits: +(row.siffror || 0),
      patterns: read("mönster").map(compile), exceptions: read("utom").map(compile),
      wholeCells: read("hel cell").map((pattern) => new RegExp(`^(?:${spell(pattern)})$`, "iu")),
      test: TESTS[row.prov] || (() => true),
      text: `${row.säger} Läs ”${rubrik}” i guiden.`,
    });
    for (const word of read("ord", " "))
      (word.endsWith("*") ? beginnings : words).set(word.replace("*", ""), row.regel);
  }
  const lengths = [...new Set([...beginnings.keys()].map((word) => word.length))];
  const allowed = own.map((address) => new RegExp(
    `(?<![\\p{L}\\p{N}_+])(?<![\\p{L}\\p{N}_][.\\-])${address.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}` +
    "(?![\\p{L}\\p{N}_\\-]|[.\\/@][\\p{L}\\p{N}_])", "giu"));

  function findWord(word) {
    return words.get(word) ||
      beginnings.get(word.slice(0, lengths.find((length) => beginnings.has(word.slice(0, length)))));
  }

  function findIn(rule, text) {
    const found = [];
    let spared = null;
    for (const pattern of rule.patterns)
      for (const { 0: written, index } of text.matchAll(pattern)) {
        if (!rule.test(written)) continue;
        spared = spared || rule.exceptions.flatMap((one) => all(one, text, ""));
        const end = index + written.length;
        if (!spared.some(([from, to]) => from < end && to > index)) found.push([index, end, rule.name]);
      }
    return found;
  }

  function run(plain) {
    const digits = Math.max(0, ...(plain.match(NUMBER) || []).filter((number) => !PLAIN_DATE.test(number))
      .map((number) => number.replace(/[^0-9]/g, "").length));
    const spans = [...rules.values()]
      .filter((rule) => rule.digits <= digits)
      .flatMap((rule) => findIn(rule, plain));
    // What begins within what the same rule has found is told with it.
    return spans.filter(([start, , name]) => !spans.some(([from, to, other]) => other === name && from < start && start < to));
  }

  // What is found only when tags, and the marks and targets of links, are gone.
  function findParted(plain, known) {
    let bare = rewrite(placed(plain), all(TAG, plain, ""));
    bare = rewrite(bare, [...bare.text.matchAll(LINK)].flatMap(({ 0: whole, 1: shown, index }) =>
      [[index, index + 1, ""], [index + 1 + shown.length, index + whole.length, ""]]));
    bare = rewrite(bare, all(GAP, bare.text, " "));
    if (bare.text.length >= plain.length) return [];
    return run(bare.text).map(([start, end, name]) => [bare.places[start], bare.places[end - 1], name])
      .filter(([first, last, name]) => !known.some(([from, to, other]) => other === name && from <= last && first < to))
      .map(([first, , name]) => [first, name]);
  }

  // Where something was found in a text, and by which rule.
  function find(text) {
    const { text: spelled, places } = spellPlainly(text);
    const plain = allowed.reduce((said, pattern) => said.replace(pattern, (one) => " ".repeat(one.length)), spelled);
    const spans = run(plain);
    const found = spans.map(([start, , name]) => [start, name]);
    if (/<|\]\(|\]\[/.test(plain)) found.push(...findParted(plain, spans));
    for (const { 0: word, index } of plain.toLowerCase().matchAll(WORD)) {
      const name = findWord(word);
      if (name) found.push([index, name]);
    }
    const told = new Map(found.map(([at, name]) => [`${places[at]} ${name}`, { at: places[at], name }]));
    return [...told.values()].sort((one, other) => one.at - other.at);
  }

  // In a table the cells are parted, and what is all of a cell may be a group that is counted there.
  function findInTable(text) {
    return text.split("\n").flatMap((line) => find(line.replace(/\t/g, ";")).filter(({ at, name }) => {
      const cell = [...line.matchAll(CELL)].find((one) => at + 1 <= one.index + one[0].length);
      return !rules.get(name).wholeCells.some((pattern) => pattern.test(cell ? cell[1].trim() : ""));
    }));
  }

  return { find, findInTable, rules };
}

