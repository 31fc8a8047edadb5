// Searches the archive's index in the reader's browser: no server, no library, nothing fetched.
//
// The index is plain script (generator/search/index.py writes it), so that it loads from a folder
// too. Each file calls lagesbildSok(name, version, value); what is loaded is kept.
"use strict";

(function () {
  // --- The Swedish stemmer, from the published algorithm (snowballstem.org) ---------------------

  const VOWEL = /[aeiouyåäö]/;
  // The region that endings are taken from begins after the first consonant behind a vowel.
  const BEFORE_REGION = /^[^aeiouyåäö]*[aeiouyåäö]+[^aeiouyåäö]/;
  const ENDINGS = new Set((
    "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or " +
    "as arnas ernas ornas es ades andes ens arens hetens erns at het andet ast s et"
  ).split(" "));
  const LONGEST_ENDING = 7;
  const BEFORE_S = /[bcdfghjklmnoprtvy]s$/;
  // "et" is an ending after one consonant, but part of the word in "komet" and "kvalitet".
  const BEFORE_ET = /.[aeiouyåäö][^aeiouyåäö]$/;
  const NOT_BEFORE_ET =
    /(?:h|iet|uit|fab|cit|dit|alit|ilit|mit|nit|pit|rit|sit|tit|ivit|kvit|xit|kom|rak|pak|stak)$/;
  const PAIR = /(?:dd|gd|nn|dt|gt|kt|tt)$/;

  function stem(word) {
    const before = BEFORE_REGION.exec(word);
    if (!before || word.length < 3) return word;
    const region = Math.max(3, before[0].length);
    let found = dropEnding(word, region);
    if (found.length - region >= 2 && PAIR.test(found)) found = found.slice(0, -1);
    return dropDerivation(found, region);
  }

  function dropEnding(word, region) {
    for (let size = Math.min(LONGEST_ENDING, word.length - region); size > 0; size--) {
      const ending = word.slice(-size);
      if (!ENDINGS.has(ending)) continue;
      const left = word.slice(0, -size);
      if (ending === "et") return endsBeforeEt(left) ? left : word;
      if (ending !== "s") return left;
      if (left.endsWith("et") && endsBeforeEt(left.slice(0, -2))) return left.slice(0, -2);
      return BEFORE_S.test(word) ? left : word;
    }
    return word;
  }

  function endsBeforeEt(left) {
    return BEFORE_ET.test(left) && !NOT_BEFORE_ET.test(left);
  }

  function dropDerivation(word, region) {
    const inside = word.slice(region);
    if (inside.endsWith("lig")) return word.slice(0, -3);
    if (inside.endsWith("ig")) return word.slice(0, -2);
    if (inside.endsWith("els")) return word.slice(0, -3);
    if (inside.endsWith("fullt")) return word.slice(0, -1);
    if (inside.endsWith("öst") && /[iklnprtuv]öst$/.test(word)) return word.slice(0, -1);
    return word;
  }

  // The stemmer leaves some inflections apart: "gatan" from "gator", "fönstret" from "fönster",
  // "tunneln" from "tunnlar", "klottrade" from "klotter", "bron" from "bro". What they have in
  // common is the root.
  const LEFT_BEHIND = [
    [/(..[^aeiouyåäö])an$/, "$1"],
    [/eln$/, "el"],
    [/(t)orn$/, "$1or"],
    [/([^aeiouyåäö])el$/, "$1l"],
    [/(...[^aeiouyåäö])r$/, "$1"],
    [/(tt|ck|pp|ap)n$/, "$1"],
    [/mm$/, "m"],
    [/mälning$/, "mäl"],
    [/^([^aeiouyåäö]+[aeiouyåäö])n$/, "$1"],
  ];

  function rootOf(word, itsStem) {
    let bare = /[^aeiouyåäö]{2}ets?$/.test(word) ? itsStem.replace(/et$/, "") : itsStem;
    if (word.endsWith("ats")) bare = bare.replace(/at$/, ""); // "påträffats" as "påträffades"
    return LEFT_BEHIND.reduce((left, [ending, kept]) => left.replace(ending, kept), bare);
  }

  // --- Words ------------------------------------------------------------------------------------

  const WORD = /[\p{L}\p{N}]+/gu;
  const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
  const LONGEST_WORD = 40;
  const PLAIN = { å: "a", ä: "a", ö: "o" };

  // As split_text in generator/search/words.py: small letters, composed, no accents but å ä ö.
  function splitWords(text) {
    const found = text.normalize("NFC").replace(UNSEEN, "").toLowerCase().match(WORD) || [];
    return found.map((word) => fold(word).slice(0, LONGEST_WORD));
  }

  function fold(word) {
    return word.replace(/[^a-z0-9åäö]/gu, withoutAccents);
  }

  // Raised and lowered digits too: "CO₂" is "co2", but "½" would become three signs.
  function withoutAccents(letter) {
    const bare = letter.normalize("NFKD").replace(/\p{M}/gu, "");
    return /^[\p{L}\p{N}]+$/u.test(bare) ? bare.toLowerCase() : letter;
  }

  function plain(word) {
    return word.replace(/[åäö]/g, (letter) => PLAIN[letter]);
  }

  // Words that hold a sentence together: looked for within quotes, otherwise only when alone.
  const FUNCTION_WORDS = new Set((
    "alla att av bli blev blir blivit de dem den denna deras dess dessa det detta dig din dina " +
    "ditt du där då efter ej eller en er era ert ett från för förrän ha hade han hans har henne " +
    "hennes hon honom hur här i icke inom inte in jag ju kan kom kring kunde med mellan men mig " +
    "min mina mitt mot mycket ni nu när någon något några och om oss på samma sedan sig sin " +
    "sina sitt själv skall ska skulle som så sådan till under upp ut utan utav vad var vara för " +
    "varit varje vars vart vem vi vid vilka vilken vilket vår våra vårt åt än är över"
  ).split(" "));

  // What begins a word without being its first part: "överfall" is no kind of fall.
  const PREFIXES = new Set((
    "all anti ans bort der des dis els efter emot fort fram före förs försam genom gen hem hop " +
    "igen inne inter isär kon lös miss mot ned ner oan oin om osam pre pro sam samman sta sär " +
    "tills trans ude und under upp utan ute van veder väl åter över"
  ).split(" "));

  for (const word of [...FUNCTION_WORDS]) if (word.length > 3) FUNCTION_WORDS.add(plain(word));

  const NO_HEADS = new Set([...FUNCTION_WORDS, ...PREFIXES]);
  const NO_PLAIN_HEADS = new Set([...NO_HEADS].map(plain));
  // Parts of two letters are scraps, but for these.
  const SHORT_HEADS = new Set(["by", "el", "is", "tv", "år", "års", "öl"]);
  const LAST_PREFIX = /(?:an|av|be|för|in|om|till|under|upp|ut|över)$/;

  // What ends a word without being its last part: "parkering" is no kind of park.
  const SUFFIX = new RegExp(
    "^s?(?:er|erad|erat|era|ering|[lr]?ing|k?ning|het|lig|els|else|ism|ist|istik|are|and|ande|" +
    "end|ende|skap|nad|sam|bar|dom|isk|aktig|ell|ett|en|an|ar|or|ad|at|el|il|al)" +
    "(?:s|a|e|t|n|na|ar|er|or|en|et|es|ens|ets|arna|erna|orna|are|aste)?$");
  // "räddningstjänst" begins with no kind of "rädd".
  const DERIVED = /^n?ings/;
  // Everyday parts of compounds: a small archive need not have them as words of their own.
  const EVERYDAY = (
    "affär alkohol bank barn bolag bostad brand brott buss butik bygg båt cykel dag drog dörr " +
    "eld elev fabrik fall familj fest folk fordon fönster förråd försök garage gata glas grupp " +
    "gång gård gäng handel hem hot hus hyra hyre häst idrott jakt järnväg kamera kniv kontor " +
    "kort kväll kvinna kyrka källare lampa larm lastbil lokal läge lägenhet mark mat moped mord " +
    "morgon motor narkotika natt nät område olycka park person plan plats polis port post " +
    "pengar rök sjukhus skada skog skola skott skydd sommar station sten stöld telefon tjuv " +
    "torg trafik trappa tåg tält ungdom vagn vakt vapen vatten verk villa vind vinter vård våld " +
    "väg väska ägare"
  ).split(" ");
  const JOINTS = ["", "s", "e", "o", "u", "a", "es"];

  // Strong verbs and umlaut, and words that the stemmer would take for one: no list of endings
  // follows them, so each line is one word. What stands before one of them stays: "avslog" is a
  // form of "avslår", and "gräsbränder" of "gräsbrand".
  const LEXEMES = new Map();
  [
    "stjäla stjäl stjäls stal stals stulit stulits stulen stulet stulna stöld stölden stölder",
    "skjuta skjuter sköt sköts skjutit skjutits skjuten skjutna skott skottet skotten",
    "gripa griper grips grep greps gripit gripits gripen gripet gripna",
    "brinna brinner brann brunnit brand branden bränder bränderna",
    "slå slår slås slog slogs slagit slagits slagen slaget slagna slag",
    "skära skär skar skars skurit skuren skurna", "bära bär bars burit burits buren burna",
    "bryta bryter bryts bröt bröts brutit brutits bruten brutet brutna",
    "bjuda bjuder bjuds bjöd bjöds bjudit bjudits bjuden bjudet bjudna",
    "hugga hugger högg huggit huggen huggna", "bita biter bet bets bitit biten bitna bett",
    "driva driver drivs drev drevs drivit drivits driven drivet drivna",
    "riva river rivs rev revs rivit rivits riven rivna", "strida strider stred stridit",
    "skrika skriker skrek skrikit skrik", "smita smiter smet smitit", "svika sviker svek svikit",
    "stiga stiger steg stigit stigen stigna", "vika viker vek vikit viken vikna",
    "skilja skiljer skiljs skilde skildes skilt skilts skild skilda",
    "sticka sticker stack stacks stuckit stucken stuckna",
    "ta tar tas tog togs tagit tagits tagen taget tagna",
    "dra drar dras drog drogs dragit dragits dragen draget dragna",
    "fara for farit", "flyga flyger flög flugit", "flyta flyter flöt flutit",
    "krypa kryper kröp krupit", "ljuga ljuger ljög ljugit",
    "kliva kliver klev klivit", "glida glider gled glidit", "rida rider red ridit",
    "sprida sprider sprids spred spreds spridit spridits spridd spridda",
    "slita sliter slet slitit sliten slitna", "vrida vrider vred vridit vriden vridna",
    "frysa fryser frös frusit frusen frusna", "supa super söp supit", "dyka dyker dök dykt",
    "brista brister brast brustit brusten brustna", "svära svär svor svurit",
    "spricka spricker sprack spruckit sprucken spruckna", "växa växer växte växt vuxit vuxen vuxna",
    "smyga smyger smög smugit",
    "sluta slutar slutade slutat sluter slöt slutit sluten slutet slutna",
    "strypa stryper ströp strypt",
    "sjunka sjunker sjönk sjunkit", "sjunga sjunger sjöng sjungit",
    "dricka dricker dricks drack dracks druckit druckits drucken drucket druckna",
    "springa springer sprang sprungit", "hinna hinner hann hunnit", "rinna rinner rann runnit",
    "vinna vinner vann vunnit vunnen vunna", "slippa slipper slapp sluppit",
    "tvinga tvingar tvang tvungen tvungna",
    "svinna svinner svann svunnit svunnen svunna", "falla faller föll fallit fallen fallna",
    "lida lider led lidit liden lidna", "dö dör dog dött död döda",
    "hålla håller hålls höll hölls hållit hållits hållen hållet hållna",
    "låta låter läts lät låtit låtits", "gråta gråter grät gråtit",
    "binda binder binds band bands bundit bundits bunden bundet bundna",
    "sälja säljer säljs sålde såldes sålt sålts såld sålda",
    "välja väljer väljs valde valdes valt valts vald valda val valet",
    "ge ger ges gav gavs gett getts givit givits given givet givna", "be ber bedd",
    "göra gör görs gjorde gjordes gjort gjorts gjord gjorda", "få får fås fick fått",
    "gå går gicks gick gått", "komma kommer kom kommit", "sova sover sov sovit",
    "skriva skriver skrivs skrev skrevs skrivit skrivits skriven skrivet skrivna",
    "finna finner finns fann fanns funnit funnits funnen funna", "sitta sitter suttit",
    "sätta sätter sätts satte sattes satts", "ligga ligger legat", "stå står stås stod stått",
    "lägga lägger läggs la lade lades lagt lagts lagd lagda", "le ler log lett",
    "säga säger sägs sa sade sades sagt sagts sagd sagda", "veta vet visste vetat",
    "köpa köper köps köpte köptes köpt köpts", "åka åker åkte åkt",
    "köra kör körs körde kördes kört körts körd körda",
    "höra hör hörs hörde hördes hört hörts hörd hörda",
    "föra förs förde fördes fört förts förd förda", "röra rör rörs rörde rördes rört rörts rörda",
    "störa stör störs störde stördes stört störts störd störda",
    "styra styr styrs styrde styrdes styrt styrts styrd styrda",
    "ställa ställer ställs ställde ställdes ställt ställts ställd ställda",
    "fylla fyller fylls fyllde fylldes fyllt fyllts fylld fyllda",
    "döma dömer döms dömde dömdes dömt dömts dömd dömda", "rymma rymmer rymde rymt rymd",
    "känna känner känns kände kändes känt känts känd kända",
    "läsa läser läses läste lästes läst lästs lästa", "låsa låser låses låste låstes låst låsta",
    "lösa löser löses löste löstes löst lösts lösta", "resa reser reste rest resta",
    "man mannen mannens män männen männens", "stad staden stadens städer städerna",
    "natt natten nätter nätterna", "land landet länder länderna", "strand stranden stränder",
    "rand randen ränder", "tand tanden tänder tänderna", "stång stången stänger stängerna",
    "hand handen handens händerna", "bok boken böcker böckerna", "fot foten fötter fötterna",
    "rot roten rötter rötterna", "ledamot ledamoten ledamöter ledamöterna", "bonde bönder",
    "son sonen söner sönerna", "bror brodern bröder bröderna", "dotter dottern döttrar",
    "mor modern mödrar", "far fadern fäder",
    "tända tänds tände tändes tänt tänts tänd", "hända händer hänt hände", "sända sänder sänt sänd",
    "vända vänder vänds vände vändes vänt vänts vänd", "hälla häller hällde hällt hälld",
    "bränna bränner bränns brände brändes bränt bränts bränd brända",
    "följa följer följs följde följdes följt följts följd följda", "gälla gäller gällde gällt",
    "dölja döljer döljs dolde doldes dolt dolts dold dolda", "leva lever levde levt",
    "röja röjer röjs röjde röjdes röjt röjts röjd röjda", "kräva kräver krävde krävt krävd krävda",
    "höja höjer höjs höjde höjdes höjt höjts höjd höjda", "behöva behöver behövde behövt behövs",
    "tömma tömmer töms tömde tömdes tömt tömts tömd tömda", "glömma glömmer glömde glömt glömd",
    "gömma gömmer göms gömde gömdes gömt gömts gömd gömda", "hyra hyr hyrs hyrde hyrt hyrd hyrda",
    "stämma stämmer stäms stämde stämdes stämt stämts stämd stämda",
    "skrämma skrämmer skräms skrämde skrämt skrämts skrämd skrämda",
    "hänga hänger hängs hängde hängdes hängt hängts hängd hängda",
    "hjälpa hjälper hjälps hjälpte hjälpt hjälpts hjälp hjälpen",
    "släppa släpper släpps släppte släpptes släppt släppts släppta",
    "klippa klipper klippte klippt klippts klippta", "lära lär lärde lärt", "möta möter mötte mött",
    "bo bor bodde bott", "fly flyr flydde", "ske sker skedde skett", "nå når nås nådde nått",
    "tung tungt tunga tyngre tyngst", "ung ungt unga yngre yngst", "lång långt långa längre längst",
    "stor stort stora större störst", "låg lågt låga lägre lägst", "hög högt höga högre högst",
    "grov grovt grova grövre grövst", "god gott goda bättre bäst", "många fler flest",
    "dålig dåligt dåliga sämre sämst", "gammal gammalt gamla äldre äldst",
    "liten litet lilla små mindre minst", "lova lovar lovas lovade lovades lovat lovats",
    "lov lovet lovets loven", "källare källaren källarna källarens", "källa källan källor källorna",
    "person personen personer personerna personens persons", "centrum centrums center centret",
    "handel handeln handels", "handla handlar handlade handlat handlas", "valborg valborgs",
    "sten stenen stenar stenarna", "tjänst tjänsten tjänster tjänsterna tjänstens",
    "rum rummet rummen rummens rummets",
    "gran granen granar granarna", "granne grannen grannar grannarna grannens grannarnas",
    "månad månaden månader månaderna månadens månads",
    "epa epan epor eporna", "jan januari", "feb februari", "aug augusti",
    "sep sept september", "okt oktober", "nov november", "dec december",
  ].forEach((line, number) => line.split(" ").forEach((word) => LEXEMES.set(word, number)));
  // The same for who types no accents; the archive's own words are never read so.
  const PLAIN_LEXEMES = new Map();
  LEXEMES.forEach((number, word) => PLAIN_LEXEMES.set(plain(word), `${number}:`));
  const WHOLE_LEXEME = /:$/;
  const LONGEST_FORM = Math.max(...[...LEXEMES.keys()].map((word) => word.length));
  const SHORTEST_FORM = 3;

  // Which of those words a word is and, behind a colon, what stands before it; "" for all others.
  function lexemeOf(word) {
    const bare = word.endsWith("s") ? word.slice(0, -1) : word;
    for (const whole of [word, bare])
      if (LEXEMES.has(whole)) return `${LEXEMES.get(whole)}:`;
    const last = word.length - SHORTEST_FORM;
    for (let cut = Math.max(2, word.length - LONGEST_FORM); cut <= last; cut++) {
      const number = LEXEMES.get(word.slice(cut));
      if (number !== undefined) return `${number}:${word.slice(0, cut)}`;
    }
    return bare === word ? "" : lexemeOf(bare);
  }

  function numberOf(lexeme) {
    return lexeme.slice(0, lexeme.indexOf(":"));
  }

  // --- Numbers ----------------------------------------------------------------------------------

  // Days, references and amounts, each as one word, as generator/search/numbers.py makes them of
  // the texts: the patterns there are the same as these, and are explained there.
  const SIGN = "#";
  const SHORT_MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split(" ");
  const LONGEST_LIST = 50, SPAN = 31;
  const BLANKS = " \u00a0\u2009\u202f", BLANK = `[${BLANKS}]`;
  const YEAR = "(?:19|20)\\d\\d";
  const MONTH = "jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|" +
    "aug(?:usti)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?";
  const AND = `${BLANK}?(?:–|-|och|till|samt)${BLANK}?`;
  const NUMERAL = "(?::?(?:e|a|de|te))?\\.?";
  const PREFIX = `(?:(?<![a-zåäö\\d])([a-zåäö]{1,6})(?:${BLANK}|-)?)?`;
  const LETTER = `(?:${BLANK}?([a-z])(?![a-zåäö0-9]))?`;
  const NUMBERS = [
    [`(?<![\\d-])(${YEAR})([-./])(\\d\\d?)\\2(\\d\\d?)(?![\\d/])`,
      ([, year, , month, day]) => dayWords(makeDay(year, month, day))],
    [`(?<![\\d/-])(${YEAR})(\\d\\d)(\\d\\d)(?![\\d/])`,
      ([, year, month, day]) => dayWords(makeDay(year, month, day))],
    [`(?<![\\d/-])(?:(\\d\\d?)${NUMERAL}(${AND}))?(\\d\\d?)${NUMERAL}${BLANK}?(${MONTH})` +
      `(?![a-zåäö])\\.?(?:,?${BLANK}(${YEAR})(?!\\d)|${BLANK}?[-'’](\\d\\d)(?!\\d)|${BLANK}(\\d\\d)$)?`,
      readNamedDay],
    [`(?<![\\d/.-])(\\d\\d?)([-./])(\\d\\d?)\\2(${YEAR})(?!\\d)`,
      ([, day, , month, year]) => dayWords(makeDay(year, month, day))],
    [`${PREFIX}(?<!\\d)(${YEAR})${BLANK}?[/:]${BLANK}?(\\d{1,7})(?:-(\\d{1,4}))?(?!\\d)`, readReference],
    [`${PREFIX}(?<!\\d)(?<!\\d-)(${YEAR})-(?!${YEAR}(?!\\d))(\\d{3,7})(?:-(\\d{1,4}))?(?!\\d)`, readReference],
    [`(?<![\\d/])(\\d{1,4})${BLANK}?/${BLANK}?(${YEAR})(?!\\d)`,
      ([, number, year]) => ({ words: [`${SIGN}${+number}/${year}`] })],
    [`(?<![\\d/])(?!24/7(?!\\d))(\\d\\d?)/(\\d\\d?)(?:(?:[-/]|${BLANK})(${YEAR})|[-/](\\d\\d)|${BLANK}(\\d\\d)$)?(?![\\d/])`,
      ([, day, month, ...years]) => dayWords(makeDay(yearOf(years), month, day))],
    [`(?<![\\d-])(${YEAR})-(\\d\\d)(?![\\d-])`,
      ([, year, month]) => (month > 0 && month <= 12 ? { words: [`${SIGN}${year}-${month}`] } : null)],
    [`(?<![a-zåäö\\d])(${MONTH})\\.?${BLANK}(${YEAR})(?!\\d)`,
      ([, month, year]) => ({ words: [`${SIGN}${year}-${twoDigits(monthOf(month))}`] })],
    [`(?:§§?|paragraf(?:en|erna)?)${BLANK}?(\\d+)(?:${AND}(\\d+))?${LETTER}`, readSection],
    [`(?<!\\d)(\\d+)(?:${AND}(\\d+))?${LETTER}${BLANK}?§`, readSection],
    ["(?<![\\d.,])\\d{1,3}(?:\\.\\d{3})+(?![.,]?\\d)", readJoined],
    ["(?<![\\d.:])\\d\\d?[.:]\\d\\d(?![.:]?\\d)", readJoined],
    [`(?<![\\d.,:/])\\d{1,4}(?:(?:${BLANK}|-)\\d{2,5}){1,5}(?!\\d)`, readJoined],
  ].map(([pattern, read]) => [new RegExp(pattern, "g"), read]);
  const THOUSANDS = new RegExp(`^\\d{1,3}(?:[${BLANKS}.]\\d{3})+$`);
  // What only who asks means so: in a text it may as well be an amount.
  const SIX_DIGITS = [/(?<![\d.,:/-])(\d\d)(\d\d)(\d\d)(?![\d.,:/-])/g, readSixDigits];

  // The numbers of a text in small letters, in their order: where each stands, its words and the
  // wider ones. A day without a year has a dot for each digit of it.
  function findNumbers(text, kinds = NUMBERS) {
    const found = [];
    if (!/\d/.test(text)) return found;
    for (const [pattern, read] of kinds) {
      for (const match of text.matchAll(pattern)) {
        const start = match.index, end = start + match[0].length;
        if (found.some((other) => start < other.end && other.start < end)) continue;
        const reading = read(match);
        if (reading) found.push({ start, end, wider: [], ...reading });
      }
    }
    return found.sort((one, other) => one.start - other.start);
  }

  function twoDigits(number) {
    return String(number).padStart(2, "0");
  }

  function monthOf(name) {
    return SHORT_MONTHS.indexOf(name.slice(0, 3)) + 1;
  }

  function yearOf(years) {
    const year = years.find(Boolean);
    return year && year.length === 2 ? `20${year}` : year;
  }

  // A day of a year that has all days will do where none is given.
  function makeDay(year, month, day) {
    const made = new Date(Date.UTC(year || 2024, month - 1, day));
    const isDay = made.getUTCMonth() === month - 1 && made.getUTCDate() === +day;
    return isDay ? { year: year || "....", month: +month, day: +day } : null;
  }

  function dayWords(...days) {
    if (!days.length || !days.every(Boolean)) return null;
    const words = days.map(({ year, month, day }) =>
      `${SIGN}${year}${twoDigits(month)}${twoDigits(day)}`);
    const wider = days.map(({ year, month }) => `${SIGN}${year}-${twoDigits(month)}`);
    return { words, wider: [...new Set(wider)] };
  }

  function readNamedDay([, first, joint, last, name, ...years]) {
    const year = yearOf(years), month = monthOf(name);
    const end = makeDay(year, month, last), start = first && makeDay(year, month, first);
    if (!end || !start || start.day > end.day) return dayWords(end);
    if (/och|samt/.test(joint)) return dayWords(start, end);
    const days = Array.from({ length: Math.min(SPAN, end.day - start.day + 1) },
      (_, step) => ({ ...start, day: start.day + step }));
    return dayWords(...days);
  }

  function readReference([, register, year, matter, part]) {
    const number = `${year}/${+matter}`, numbers = [number, ...(register ? [register + number] : [])];
    if (!part) return { words: numbers.map((each) => SIGN + each), register };
    const words = numbers.map((each) => `${SIGN}${each}-${+part}`);
    return { words, wider: numbers.map((each) => `${SIGN}${each}-`), register };
  }

  function readSection([, from, to, letter = ""]) {
    const first = +from, last = to && +to >= first && +to <= first + LONGEST_LIST ? +to : first;
    const length = last - first + 1;
    return { words: Array.from({ length }, (_, step) => `${SIGN}§${first + step}${letter}`) };
  }

  function readJoined([text]) {
    const digits = text.replace(/\D/g, "");
    const isLoose = !THOUSANDS.test(text);
    return digits.length > 2 ? { words: [SIGN + digits], together: digits, isLoose } : null;
  }

  function readSixDigits([text, year, month, day]) {
    const read = dayWords(makeDay(`20${year}`, month, day));
    return read && { words: [...read.words, text, SIGN + text] };
  }

  // The numbers of a query, and what is left of it. Within quotes only a whole number is one, and
  // "nr" before one says no more than it does.
  const QUOTED = /["”“][^"”“]*["”“]?/g;
  const LABEL = /(?:^|(?<=\s))(?:dnr|diarie(?:nr|nummer)|nr|nummer)[.:]?\s*$/i;

  function takeNumbers(query) {
    const text = query.toLowerCase();
    if (text.length !== query.length) return { numbers: [], rest: query };
    const quotes = [...text.matchAll(QUOTED)].map((match) =>
      ({ start: match.index, end: match.index + match[0].length, inner: match[0] }));
    const numbers = [];
    let rest = "", at = 0;
    for (const found of findNumbers(text, [...NUMBERS, SIX_DIGITS])) {
      const around = quotes.find(({ start, end }) => start <= found.start && found.end <= end);
      const written = query.slice(found.start, found.end);
      if (around && around.inner.replace(/["”“]/g, "").trim() !== written.toLowerCase()) continue;
      const { start, end, answers } = answerFound(found, around);
      const before = query.slice(at, start);
      if (/(?:^|\s)-$/.test(before)) continue;
      if (found.isLoose && !answers.size) continue;
      rest += `${before.replace(LABEL, "")} `;
      numbers.push({ word: query.slice(start, end).trim(), answers });
      at = end;
    }
    return { numbers, rest: rest + query.slice(at) };
  }

  // A reference is asked for with its letters when the archive has them before it.
  function answerFound(found, around) {
    const { start, end } = around || found, { words, register } = found;
    if (!register) return { start, end, answers: answersOf(found) };
    const [bare, whole] = words, answers = answersOf({ words: [whole] });
    if (answers.size) return { start, end, answers };
    return { start: around ? start : start + register.length, end, answers: answersOf({ words: [bare] }) };
  }

  // The words of the vocabulary that a number stands for, with what each is worth: documents of a
  // matter come after the matter itself.
  function answersOf({ words, together }) {
    const answers = new Map();
    for (const word of together ? [...words, together] : words) {
      for (const at of numberedWords(word)) answers.set(at, WORTH.exact);
      if (/\/\d+$/.test(word))
        for (const at of numberedWords(`${word}-`)) answers.set(at, WORTH.part);
    }
    return answers;
  }

  function numberedWords(word) {
    const like = new RegExp(`^${word}$`);
    return numbersWhere((at) => word.includes(".") ? like.test(index.words[at]) : index.words[at] === word,
      word.startsWith(SIGN) ? 0 : index.first, word.startsWith(SIGN) ? index.first : undefined);
  }

  // --- Reading the index ------------------------------------------------------------------------

  const DIGITS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
    .filter((sign) => !'"\\<>'.includes(sign));
  const BASE = DIGITS.length / 2;
  const VALUES = new Int16Array(128);
  DIGITS.forEach((sign, value) => { VALUES[sign.charCodeAt(0)] = value; });

  // Numbers as generator/search/index.py writes them.
  function readNumbers(text) {
    const found = [];
    let number = 0;
    for (let at = 0; at < text.length; at++) {
      const digit = VALUES[text.charCodeAt(at)];
      if (digit < BASE) {
        found.push(number + digit);
        number = 0;
      } else {
        number = (number + digit - BASE + 1) * BASE;
      }
    }
    return found;
  }

  // A capital says how many letters a word shares with the one before it.
  function readVocabulary(text) {
    const words = [];
    let before = "";
    for (const part of text.match(/[A-Z][^A-Z]*/g) || []) {
      before = before.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
      words.push(before);
    }
    return words;
  }

  function addUp(steps) {
    let sum = 0;
    return steps.map((step) => (sum += step));
  }

  function readIndex(base) {
    const words = readVocabulary(base.ord);
    // What begins with our own sign comes first, and is no word that anything is like.
    const firstWord = words.findIndex((word) => !word.startsWith(SIGN));
    const first = firstWord < 0 ? words.length : firstWord;
    const stems = words.map(stem);
    const plains = words.map(plain);
    const plainStems = stems.map(plain);
    const roots = stems.map((itsStem, at) => rootOf(words[at], itsStem));
    const [titles, facts, texts, shown] = base["längder"].map(readNumbers);
    const lengths = texts.map((size, doc) => size + titles[doc] + facts[doc] + shown[doc]);
    const steps = readNumbers(base.dagar);
    const facets = {};
    for (const [name, [values, numbers]] of Object.entries(base.fasetter))
      facets[name] = { values, of: readNumbers(numbers) };
    return {
      words, stems, roots, plains, plainStems, plainRoots: roots.map(plain),
      lexemes: words.map(lexemeOf),
      first, titles, lengths, facets,
      leftOut: readLeftOut(words.slice(0, first)),
      // Where a document's examples begin: the fields lie one empty place apart.
      examples: texts.map((size, doc) => titles[doc] + facts[doc] + size + 3),
      known: knownParts([words, stems, roots], EVERYDAY, NO_HEADS),
      knownPlain: knownParts([plains, plainStems], EVERYDAY.map(plain), NO_PLAIN_HEADS),
      count: lengths.length,
      average: lengths.reduce((sum, size) => sum + size, 0) / (lengths.length || 1),
      quiet: new Set(addUp(readNumbers(base.tysta))),
      days: addUp(steps.map((step, doc) => (doc ? -step : step))),
      pieces: addUp(readNumbers(base.bitar)),
      shelves: addUp(readNumbers(base.hyllor)),
      postings: new Map(), matches: new Map(), terms: new Map(),
    };
  }

  // "#in-utbrott" stands where a text says "in- och utbrott".
  function readLeftOut(words) {
    return words.flatMap((word, at) => {
      const [, head, whole] = /^#(\p{L}+)-(\p{L}+)$/u.exec(word) || [];
      return head ? [{ at, head, whole }] : [];
    });
  }

  function knownParts(lists, everyday, never) {
    const parts = new Set([...everyday, ...everyday.map(stem)]);
    for (const list of lists)
      for (const word of list) if (word.length > 2 && !never.has(word)) parts.add(word);
    return { parts, never };
  }

  // The documents that hold a word, where the places of each begin, and the places.
  function readPostings(text) {
    const numbers = readNumbers(text);
    const docs = [], starts = [], places = [];
    let doc = -1, at = 0;
    while (at < numbers.length) {
      const head = numbers[at++];
      doc += (head >> 1) + 1;
      docs.push(doc);
      starts.push(places.length);
      let left = head & 1 ? numbers[at++] + 2 : 1;
      for (let place = -1; left > 0; left--) places.push((place += numbers[at++] + 1));
    }
    starts.push(places.length);
    return { docs, starts, places };
  }

  // --- Loading ----------------------------------------------------------------------------------

  const waiting = new Map();
  const loads = new Map();
  let folder = "", version = "", opening = "", index = null;

  // Every file of the index calls this.
  function receive(name, itsVersion, value) {
    const call = waiting.get(name);
    if (!call) return;
    waiting.delete(name);
    if (version && itsVersion !== version) call.fail(new Error(`${name}: another version`));
    else call.done({ version: itsVersion, value });
  }

  function load(name) {
    if (loads.has(name)) return loads.get(name);
    const loaded = new Promise((done, fail) => {
      waiting.set(name, { done, fail });
      const failed = () => {
        loads.delete(name);
        fail(new Error(`${name}: not loaded`));
      };
      const key = version || opening;
      receive.addScript(`${folder}${name}.js${key ? "?v=" + key : ""}`, failed);
    });
    loads.set(name, loaded);
    return loaded;
  }

  function addScript(address, failed) {
    const script = document.createElement("script");
    script.src = address;
    script.onerror = failed;
    script.onload = () => script.remove();
    document.head.append(script);
  }

  // Load the vocabulary from a folder that ends with a slash; a new `key` passes by the copy that
  // the browser has kept, when its version is no longer that of the other files.
  async function open(where, key = "") {
    [folder, version, index] = [where, "", null];
    loads.clear();
    waiting.clear();
    opening = key;
    const base = await load("ord");
    version = base.version;
    index = readIndex(base.value);
    return { count: index.count, facets: index.facets, days: index.days };
  }

  // Which piece holds a number, when each begins at a number.
  function pieceOf(starts, number) {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  async function loadPostings(numbers) {
    const missing = numbers.filter((number) => !index.postings.has(number));
    const wanted = new Map();
    for (const number of missing) {
      const piece = pieceOf(index.pieces, number);
      if (!wanted.has(piece)) wanted.set(piece, []);
      wanted.get(piece).push(number);
    }
    await Promise.all([...wanted].map(async ([piece, inside]) => {
      const lists = (await load(`p${piece}`)).value.split(" ");
      for (const number of inside)
        index.postings.set(number, readPostings(lists[number - index.pieces[piece]]));
    }));
  }

  // --- Which words of the vocabulary a word means -----------------------------------------------

  // How much a match is worth against the word itself.
  const WORTH = {
    exact: 1, part: 0.6, stem: 0.95, root: 0.85, lexeme: 0.85, tail: 0.7, head: 0.6, middle: 0.5,
    plain: 0.9, likeness: 0.8, partTail: 0.4, partHead: 0.2, begun: 0.5, typo: 0.6,
  };
  // How no Swedish word ends, and how every one begins: "gräsb" is no word before "rand".
  const NO_END = new RegExp(
    "(?:[^aeiouyåäöbm]b|[^aeiouyåäöcpst]h|[^aeiouyåäölrd]j|[^aeiouyåäölr]l|[^aeiouyåäör]r|" +
    "[^aeiouyåäölrv]v|[^aeiouyåäölmrst]m|[^aeiouyåäöglmnr]n)$");
  const BEGINNING = new RegExp(
    "^(?:[^aeiouyåäö]|[bfgkp]?l|[bdfgkptv]r|[gks]n|[dgks]v|[bdfglmnpst]j|hv|tw|[cst]h|" +
    "s[ckmpqt]|s[kpt][jr]|sk[rv]|spl|sch)?[aeiouyåäöé]");
  const SHORTEST_PART = 3, LONG_WORD = 4, LONG_ENOUGH_TO_DERIVE = 5;
  const SHORTEST_COMPOUND = 7, SHORTEST_MISSPELT = 6, SHORTEST_BEGINNING = 4;
  const SHARED_ROOT = 4, LIKE_ENOUGH = 0.5, NEAR_ENOUGH = 0.6;

  // `known` are parts of compounds, and words that never are one: with accents, or without for who
  // types none.
  function isPart(part, known) {
    if (part.length < SHORTEST_PART) return false;
    const { parts } = known;
    if (parts.has(part)) return true;
    const base = stem(part);
    return parts.has(base) || parts.has(rootOf(part, base));
  }

  // Whether the other half of a compound may be unknown: it is long beside a word that is no scrap.
  function isTrusted(word, rest) {
    if (word.length < LONG_WORD || !VOWEL.test(rest)) return false;
    return rest.length >= (word.length > LONG_WORD ? 4 : 5);
  }

  // Whether what stands before a word is the first part of a compound, joint and all.
  function isHead(part, word, known) {
    if (SHORT_HEADS.has(part)) return true;
    if (part.length < SHORTEST_PART || known.never.has(part)) return false;
    const joints = JOINTS.filter((joint) => part.endsWith(joint));
    if (joints.some((joint) => joint && SUFFIX.test(joint + word))) return false;
    const isLikely = isTrusted(word, part) && !NO_END.test(part);
    return (isLikely && !endsWithPrefix(part, known)) ||
      joints.some((joint) => isPart(part.slice(0, part.length - joint.length), known));
  }

  // "byggavfall" is no kind of fall: what stands before "fall" is a word and the prefix of another.
  function endsWithPrefix(part, known) {
    const prefix = LAST_PREFIX.exec(part);
    return prefix !== null && isPart(part.slice(0, prefix.index), known);
  }

  // Whether what stands after a word is the last part of a compound.
  function isTail(part, word, known) {
    if (part.length < SHORTEST_PART || SUFFIX.test(part)) return false;
    const joints = JOINTS.filter((joint) => part.startsWith(joint));
    return joints.some((joint) => {
      const rest = part.slice(joint.length);
      return (isTrusted(word, part) && BEGINNING.test(rest)) || isPart(rest, known);
    });
  }

  // What a word is compared by; `begins` sorts out most of the vocabulary at once.
  function keysOf(word, known, lexeme) {
    const base = stem(word), root = rootOf(word, base), begins = word.slice(0, SHORTEST_PART);
    return { word, base, root, begins, known, lexeme };
  }

  function worthOf(asked, form, formStem, formRoot, formLexeme) {
    const { word, base, root, begins, known, lexeme } = asked;
    if (form === word) return WORTH.exact;
    if (lexeme && lexeme === formLexeme) return WORTH.lexeme;
    const isAnotherWord = WHOLE_LEXEME.test(lexeme) && formLexeme &&
      numberOf(lexeme) !== numberOf(formLexeme);
    if (isAnotherWord && WHOLE_LEXEME.test(formLexeme)) return 0;
    if (word.length < SHORTEST_PART || !form.includes(begins) || FUNCTION_WORDS.has(form)) return 0;
    // "plats" has the stem "plat", but "platsen" has the stem "plats".
    if (formStem === base || formStem === word || form === base)
      return !isAnotherWord && areNear(word, form, base) ? WORTH.stem : 0;
    if (formRoot === root) return !isAnotherWord && areNear(word, form, base) ? WORTH.root : 0;
    if (base.length < SHORTEST_PART || form.length < base.length + SHORTEST_PART) return 0;
    if (startsCompound(word, form, word, known) || startsCompound(base, formStem, word, known))
      return WORTH.head;
    const isLast = !isAnotherWord &&
      [[base, formStem], [word, formStem], [word, form], [root, formRoot]]
        .some(([part, whole]) => endsCompound(part, whole, [formStem, formRoot], known));
    if (isLast) return WORTH.tail;
    const at = form.indexOf(base);
    if (at < 1 || SUFFIX.test(base) || !isHead(form.slice(0, at), base, known)) return 0;
    return isTail(formStem.slice(at + base.length), base, known) ? WORTH.middle : 0;
  }

  // "billig" and "bil", "händelse" and "hand" have their stems in common and nothing else.
  function areNear(one, other, base) {
    return base.length >= LONG_ENOUGH_TO_DERIVE || isDerived(one, base) === isDerived(other, base);
  }

  function isDerived(word, base) {
    return /^l?(?:ig|els)/.test(word.slice(base.length));
  }

  // "inbr" is no word yet, so it is no first part of "inbrottsförsök" either.
  function startsCompound(part, form, word, known) {
    if (part.length < SHORTEST_PART || !form.startsWith(part) || NO_END.test(part)) return false;
    if (part !== word && known.never.has(part)) return false;
    const rest = form.slice(part.length);
    return !DERIVED.test(rest) && isTail(rest, word, known);
  }

  // What is left of "berusningsgrad" without "ad" is no word of its own, nor "sum" of "summan".
  function endsCompound(part, form, ownBases, known) {
    if (part.length < SHORTEST_PART || !form.endsWith(part) || SUFFIX.test(part)) return false;
    const head = form.slice(0, -part.length);
    return !ownBases.includes(head) && isHead(head, part, known);
  }

  // Words of the vocabulary by number, with what each is worth; `sure` are those that mean the
  // word. A lenient match also takes words that only look alike, which helps among several words.
  function matchWord(word, lenient) {
    const key = (lenient ? "~" : "=") + word;
    if (index.matches.has(key)) return index.matches.get(key);
    const { words, stems, roots, lexemes } = index;
    const typedPlain = plain(word) === word;
    const isMeantPlain = typedPlain && !words.includes(word);
    const lexeme = lexemeOf(word) || (isMeantPlain && PLAIN_LEXEMES.get(word)) || "";
    const asked = keysOf(word, index.known, lexeme);
    const found = new Map(), sure = new Set();
    let isWritten = LEXEMES.has(word);
    for (let at = index.first; at < words.length; at++) {
      let worth = worthOf(asked, words[at], stems[at], roots[at], lexemes[at]);
      if (worth >= WORTH.stem) isWritten = true;
      if (!worth && lenient) worth = WORTH.likeness * likeness(asked.base, stems[at]);
      else if (worth) sure.add(at);
      if (worth) found.set(at, worth);
    }
    for (const at of findLeftOut(word, typedPlain)) {
      found.set(at, WORTH.tail);
      sure.add(at);
    }
    if (typedPlain) addUnaccented(asked, found, sure, isWritten);
    const matches = { found, sure };
    if (lenient) addParts(word, found);
    index.matches.set(key, matches);
    return matches;
  }

  // The words that a text says with one ending for several beginnings.
  function findLeftOut(word, typedPlain) {
    const read = typedPlain ? plain : (text) => text;
    return index.leftOut.filter(({ head, whole }) => {
      const rest = word.slice(head.length);
      if (!word.startsWith(read(head)) || rest.length < LONG_WORD) return false;
      const number = numberOf(lexemeOf(rest));
      return read(stem(whole)).endsWith(stem(rest)) || read(whole).endsWith(rest) ||
        (number !== "" && number === numberOf(lexemeOf(whole)));
    }).map(({ at }) => at);
  }

  // "ran" may mean "rån", but a compound of it only if there is no "ran".
  function addUnaccented(asked, found, sure, isWritten) {
    const { words, plains, plainStems, plainRoots, lexemes, knownPlain } = index;
    const bare = { ...asked, known: knownPlain };
    // "motor" has the stem "mot", which is too short to tell it from "möte".
    const isWorn = bare.base.length <= SHORTEST_PART && bare.base !== bare.word;
    for (let at = index.first; at < plains.length; at++) {
      if (plains[at] === words[at] || sure.has(at)) continue;
      const worth = worthOf(bare, plains[at], plainStems[at], plainRoots[at], lexemes[at]);
      if (!worth || (worth < WORTH.exact && (isWorn || isWritten))) continue;
      if (worth < WORTH.root && bare.word.length < LONG_WORD) continue;
      found.set(at, WORTH.plain * worth);
      sure.add(at);
    }
  }

  // How alike two words are by their beginnings: "kolliderade" and "kollision".
  function likeness(one, other) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    if (same < SHARED_ROOT) return 0;
    const like = 2 * same / (one.length + other.length);
    return like >= LIKE_ENOUGH ? like * like : 0;
  }

  function addParts(word, found) {
    const parts = splitCompound(word);
    if (!parts) return;
    [WORTH.partHead, WORTH.partTail].forEach((factor, side) => {
      for (const [at, worth] of matchWord(parts[side], false).found)
        found.set(at, Math.max(found.get(at) || 0, worth * factor));
    });
  }

  // The two known parts of a compound, or nothing.
  function splitCompound(word) {
    if (word.length < SHORTEST_COMPOUND) return null;
    const known = plain(word) === word ? index.knownPlain : index.known;
    for (let cut = SHORTEST_PART; cut <= word.length - SHORTEST_PART; cut++) {
      const before = word.slice(0, cut), tail = word.slice(cut);
      if (!isPart(tail, known) || SUFFIX.test(tail)) continue;
      const heads = JOINTS.filter((joint) => before.endsWith(joint))
        .map((joint) => before.slice(0, cut - joint.length));
      const head = heads.find((part) => isPart(part, known));
      if (head) return [head, tail];
    }
    return null;
  }

  // --- When the archive does not have the word --------------------------------------------------

  // Words that begin as the word does: it may not be finished yet.
  function findBegun(word) {
    if (word.length < SHORTEST_BEGINNING) return [];
    const typedPlain = plain(word) === word;
    return numbersWhere((at) => index.words[at].startsWith(word) ||
      (typedPlain && index.plains[at].startsWith(word)));
  }

  // Words one slip of the finger away: a letter missing, added, changed, or two in the wrong order.
  function findMisspelt(word) {
    if (word.length < SHORTEST_MISSPELT) return [];
    const wrong = plain(word), base = plain(stem(word)), root = plain(rootOf(word, stem(word)));
    return numbersWhere((at) => isOneSlip(wrong, index.plains[at]) ||
      isOneSlip(wrong, index.plainStems[at]) ||
      (base.length >= SHORTEST_MISSPELT && isOneSlip(base, index.plainStems[at])) ||
      (root.length >= SHORTEST_MISSPELT && isOneSlip(root, index.plainRoots[at])));
  }

  function numbersWhere(test, start = index.first, end = index.words.length) {
    const found = [];
    for (let at = start; at < end; at++) if (test(at)) found.push(at);
    return found;
  }

  function isOneSlip(one, other) {
    const longer = one.length - other.length;
    if (longer > 1 || longer < -1) return false;
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    const rest = one.slice(same), theirs = other.slice(same);
    if (longer === 1) return rest.slice(1) === theirs;
    if (longer === -1) return rest === theirs.slice(1);
    if (rest.slice(1) === theirs.slice(1)) return same > 0; // "natten" is no slip for "vatten"
    return rest[0] === theirs[1] && rest[1] === theirs[0] && rest.slice(2) === theirs.slice(2);
  }

  // The words of the vocabulary most like one that is not found; half of it is how like the stems
  // are, or all with the same ending would be alike.
  function nearest(word, most = 5) {
    const wholes = likenessTo(plain(word)), stems = likenessTo(plain(stem(word)));
    const scored = numbersWhere((at) => !/\d/.test(index.words[at])).map((at) =>
      [(wholes(index.plains[at]) + stems(index.plainStems[at])) / 2, at]);
    scored.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
    const named = new Map();
    for (const [like, at] of scored) {
      if (like < NEAR_ENOUGH || named.size === most) break;
      if (!named.has(index.stems[at])) named.set(index.stems[at], index.words[at]);
    }
    return [...named.values()];
  }

  // How many pairs of letters two words have in common, as a share of all (Dice).
  function likenessTo(word) {
    const pairs = pairsOf(word);
    return (other) => {
      const theirs = pairsOf(other);
      let shared = 0;
      for (const pair of theirs) if (pairs.has(pair)) shared++;
      return 2 * shared / (pairs.size + theirs.size);
    };
  }

  function pairsOf(word) {
    const pairs = new Set();
    for (let at = -1; at < word.length; at++) pairs.add((word[at] || "^") + (word[at + 1] || "$"));
    return pairs;
  }

  // --- What is asked ----------------------------------------------------------------------------

  // "två ord" within quotes stand together; -ord must not stand there.
  const ASKED = /(?<!\S)(-?)(?:["”“]([^"”“]*)["”“]?|(\S+))/g;

  // A first part so short is written together with the rest when the archive has it so.
  const SHORT_HEAD = /^\p{L}{1,2}-\p{L}/u;

  function parse(query) {
    const { numbers, rest } = takeNumbers(query);
    const asked = { words: [], phrases: [], without: [], numbers };
    for (const [, minus, quoted, loose] of rest.matchAll(ASKED)) {
      const words = splitLoose(quoted ?? loose, quoted !== undefined);
      if (!words.length) continue;
      if (minus) asked.without.push(words);
      else if (quoted !== undefined) asked.phrases.push(words);
      else asked.words.push(...words);
    }
    const content = asked.words.filter((word) => !FUNCTION_WORDS.has(word));
    if (content.length || asked.phrases.length || numbers.length) asked.words = content;
    asked.words = [...new Set(asked.words)];
    return asked;
  }

  function splitLoose(text, isQuoted) {
    const words = splitWords(text);
    if (isQuoted || !SHORT_HEAD.test(text)) return words;
    const [head, next, ...rest] = words, joined = head + next;
    return matchWord(joined, false).sure.size ? [joined, ...rest] : words;
  }

  // How the archive's words answer a word of the query: `way` says how far we had to go.
  function answerWord(word, lenient) {
    if (/^\d+$/.test(word)) return answerNumber({ word, answers: answersOf({ words: [word, SIGN + word] }) });
    const { found, sure } = matchWord(word, lenient);
    if (sure.size) return { word, way: "ord", found, sure, shown: [] };
    const begun = findBegun(word);
    if (begun.length) return answerInstead(word, "början", begun, WORTH.begun);
    const misspelt = findMisspelt(word);
    if (misspelt.length) return answerInstead(word, "stavning", misspelt, WORTH.typo);
    const parts = splitCompound(word);
    return { word, way: parts ? "delar" : "saknas", parts, found, sure, shown: parts || [] };
  }

  // No other number is like a number.
  function answerNumber({ word, answers }) {
    const way = answers.size ? "ord" : "saknas";
    return { word, way, isNumber: true, found: answers, sure: new Set(answers.keys()), shown: [] };
  }

  function answerInstead(word, way, numbers, worth) {
    const found = new Map();
    const { words } = index;
    const longestFirst = [...numbers].sort((one, other) => words[other].length - words[one].length);
    const shown = [...new Map(longestFirst.map((at) => [index.stems[at], words[at]])).values()];
    for (const at of numbers) {
      found.set(at, worth);
      if (way !== "stavning") continue;
      for (const [other, theirs] of matchWord(index.words[at], false).found)
        found.set(other, Math.max(found.get(other) || 0, worth * theirs));
    }
    return { word, way, found, sure: new Set(found.keys()), shown };
  }

  // The words a phrase may be written with: as typed, or with the accents nobody typed.
  function formsOf(word) {
    const typedPlain = plain(word) === word;
    return numbersWhere((at) => index.words[at] === word ||
      (typedPlain && index.plains[at] === word));
  }

  // --- Ranking ----------------------------------------------------------------------------------

  // BM25's two settings, and how short a text counts as at least, by the average; what a word in a
  // title weighs; how hard words left out are punished; how much neighbours count, within so many
  // words; what the newest gains on the oldest.
  const K1 = 1.2, B = 0.6, SHORTEST_TEXT = 0.5;
  const TITLE = 2, NUMBER_IN_TITLE = 6, COVERAGE = 1, NEAR = 1, REACH = 4, RECENT = 0.1;
  // What a document is worth that has nothing to tell.
  const QUIET = 0.3;
  // What a word weighs that stands in an example only.
  const EXAMPLE = 0.3;
  const RANKED_BY_NEIGHBOURS = 100;

  function makeTerm(answer) {
    const { count } = index;
    const often = new Float32Array(count), best = new Float32Array(count);
    const holds = new Uint8Array(count), says = new Uint8Array(count), docs = [];
    for (const [number, worth] of answer.found) {
      const { docs: inside, starts, places } = index.postings.get(number);
      const isSure = answer.sure.has(number);
      for (let at = 0; at < inside.length; at++) {
        const doc = inside[at];
        if (!best[doc]) docs.push(doc);
        for (let p = starts[at]; p < starts[at + 1]; p++)
          often[doc] += worth * weightOf(places[p], doc, answer.isNumber);
        if (places[starts[at]] < index.examples[doc]) says[doc] = 1;
        if (worth > best[doc]) best[doc] = worth;
        if (isSure) holds[doc] = 1;
      }
    }
    const marks = [...answer.sure].flatMap(marksOf);
    const rarity = rarityOf(docs, best);
    return { ...answer, marks, docs, often, best, holds, says, rarity, placed: new Map() };
  }

  function weightOf(place, doc, isNumber) {
    if (place < index.titles[doc]) return isNumber ? NUMBER_IN_TITLE : TITLE;
    return place < index.examples[doc] ? 1 : EXAMPLE;
  }

  // What is marked in a text for a word of the vocabulary.
  function marksOf(number) {
    const left = index.leftOut.find(({ at }) => at === number);
    return left ? [left.head, left.whole] : [index.words[number]];
  }

  function rarityOf(docs, best) {
    let held = 0;
    for (const doc of docs) held += best[doc];
    return Math.log(1 + (index.count - held + 0.5) / (held + 0.5));
  }

  // A word nobody writes together: a document answers if it holds both parts.
  function makeParts(answer) {
    const [head, tail] = answer.parts
      .map((part) => makeTerm({ word: part, ...matchWord(part, false) }));
    const term = makeTerm(answer);
    const meet = tail.docs.filter((doc) => head.best[doc]);
    if (!meet.length) return { ...term, way: "saknas", shown: [] };
    for (const doc of meet) {
      if (!term.best[doc]) term.docs.push(doc);
      const both = Math.min(head.best[doc], tail.best[doc]);
      const worth = standTogether(head, tail, doc) ? both : both * WORTH.tail;
      term.best[doc] = Math.max(term.best[doc], worth);
      term.often[doc] = Math.max(term.often[doc], term.best[doc]);
      term.holds[doc] = 1;
      term.says[doc] = head.says[doc] && tail.says[doc];
    }
    term.shown = [...new Set([head, tail].map(({ marks }) => shortest(marks)))];
    term.found = new Map([...head.found, ...tail.found, ...term.found]);
    term.marks = [...head.marks, ...tail.marks];
    term.rarity = rarityOf(term.docs, term.best);
    return term;
  }

  function shortest(words) {
    return words.reduce((one, other) => (other.length < one.length ? other : one));
  }

  // "estgruppen" asks for "EST-gruppen".
  function standTogether(head, tail, doc) {
    const after = new Set(placesIn(head, doc).map(([place]) => place + 1));
    return placesIn(tail, doc).some(([place]) => after.has(place));
  }

  function makePhrase(words) {
    const lists = words.map((word) => placesOf(formsOf(word)));
    const found = new Map();
    for (const [doc, places] of lists[0]) {
      if (!lists.every((list) => list.has(doc))) continue;
      const starts = places.filter(
        (place) => lists.every((list, step) => list.get(doc).includes(place + step)));
      if (starts.length) found.set(doc, starts);
    }
    const { count } = index;
    const term = {
      word: words.join(" "), way: found.size ? "ord" : "saknas", phrase: words, shown: [],
      isKnown: lists.every((list) => list.size),
      docs: [...found.keys()], often: new Float32Array(count), best: new Float32Array(count),
      holds: new Uint8Array(count), says: new Uint8Array(count),
      marks: words.flatMap(formsOf).map((number) => index.words[number]),
      placed: new Map([...found].map(([doc, places]) => [doc, places.map((place) => [place, 1])])),
    };
    for (const [doc, places] of found) {
      term.often[doc] = places.length;
      term.best[doc] = term.holds[doc] = 1;
      term.says[doc] = places[0] < index.examples[doc] ? 1 : 0;
    }
    term.rarity = words.length * rarityOf(term.docs, term.best);
    return term;
  }

  function placesOf(numbers) {
    const found = new Map();
    for (const number of numbers) {
      const { docs, starts, places } = index.postings.get(number);
      docs.forEach((doc, at) => {
        found.set(doc, [...(found.get(doc) || []), ...places.slice(starts[at], starts[at + 1])]);
      });
    }
    return found;
  }

  // The places of a term in a document, each with its worth.
  function placesIn(term, doc) {
    if (term.placed.has(doc)) return term.placed.get(doc);
    const found = [];
    for (const [number, worth] of term.found) {
      const { docs, starts, places } = index.postings.get(number);
      const at = docs.length ? pieceOf(docs, doc) : 0;
      if (docs[at] !== doc) continue;
      for (let p = starts[at]; p < starts[at + 1]; p++) found.push([places[p], worth]);
    }
    term.placed.set(doc, found);
    return found;
  }

  // Words that stand together in the query and in the text, or in one compound, count more.
  function nearness(terms, doc) {
    let sum = 0;
    for (let at = 1; at < terms.length; at++) {
      const one = terms[at - 1], other = terms[at];
      if (!one.best[doc] || !other.best[doc]) continue;
      let best = 0;
      for (const [place, worth] of placesIn(one, doc)) {
        for (const [theirs, itsWorth] of placesIn(other, doc)) {
          const gap = Math.max(0, Math.abs(place - theirs) - 1);
          if (gap < REACH) best = Math.max(best, worth * itsWorth * (1 - gap / REACH));
        }
      }
      sum += best * Math.min(one.rarity, other.rarity);
    }
    return sum;
  }

  function scoreDocs(terms) {
    const scores = new Float64Array(index.count), covered = new Float64Array(index.count);
    const touched = [];
    let total = 0;
    for (const { docs, often, best, rarity, isNumber } of terms) {
      total += rarity;
      for (const doc of docs) {
        if (!covered[doc]) touched.push(doc);
        // A number is said once, however long the record is.
        const length = isNumber ? 0 : Math.max(index.lengths[doc] / index.average, SHORTEST_TEXT);
        const norm = K1 * (1 - B + B * length);
        scores[doc] += rarity * often[doc] * (K1 + 1) / (often[doc] + norm);
        covered[doc] += rarity * best[doc];
      }
    }
    const newest = index.days[0], span = newest - (index.days.findLast((day) => day > 0) || 0) || 1;
    const asksNumber = terms.some(({ isNumber }) => isNumber);
    return touched.filter((doc) => terms.some((term) => term.holds[doc])).map((doc) => {
      const age = index.days[doc] ? (newest - index.days[doc]) / span : 1;
      const boost = (1 + RECENT * (1 - age)) * (index.quiet.has(doc) ? QUIET : 1);
      const score = scores[doc] * (covered[doc] / total) ** COVERAGE * boost;
      // What a guide shows as an example is found after what has been. A number is that of a record
      // when there is one, and every record has a day.
      const isShown = terms.some((term) => term.holds[doc] && !term.says[doc]);
      const isAside = isShown || (asksNumber && !index.days[doc]);
      return { doc, score, isAside, all: terms.every((term) => term.holds[doc]) };
    });
  }

  function byScore(one, other) {
    return other.all - one.all || one.isAside - other.isAside || other.score - one.score ||
      one.doc - other.doc;
  }

  function rank(terms) {
    const hits = scoreDocs(terms).sort(byScore);
    const first = hits.slice(0, RANKED_BY_NEIGHBOURS);
    if (terms.length > 1) {
      for (const hit of first) hit.score += NEAR * nearness(terms, hit.doc);
      first.sort(byScore);
    }
    return [...first, ...hits.slice(RANKED_BY_NEIGHBOURS)];
  }

  // Documents in order, best first: those with every word (`all`), then those with some. Without
  // words, everything, newest first. `terms` tells how each word of the query was understood.
  async function search(query) {
    const asked = parse(query);
    const lenient = asked.words.length > 1;
    const answers = [
      ...asked.words.map((word) => answerWord(word, lenient)), ...asked.numbers.map(answerNumber),
    ];
    const exact = [...asked.phrases, ...asked.without].flat().flatMap(formsOf);
    const without = asked.without.filter((words) => words.length === 1)
      .map(([word]) => matchWord(word, false).found);
    const parts = answers.flatMap((answer) => answer.parts || [])
      .map((part) => matchWord(part, false).found);
    await loadPostings([
      ...answers.flatMap(({ found }) => [...found.keys()]), ...exact,
      ...parts.flatMap((found) => [...found.keys()]),
      ...without.flatMap((found) => [...found.keys()]),
    ]);
    const terms = [
      ...answers.map((answer) => keepTerm(answer, lenient)), ...asked.phrases.map(makePhrase),
    ];
    const barred = barDocs(asked.without);
    const ranked = terms.length ? rank(terms) : everything();
    const hits = ranked.filter(({ doc }) => !barred.has(doc));
    return { hits, terms, without: asked.without };
  }

  function everything() {
    return index.lengths.map((_, doc) => ({ doc, score: 0, all: true }));
  }

  // While somebody types, all words but the last are the same as before.
  function keepTerm(answer, lenient) {
    const key = (answer.isNumber ? SIGN : lenient ? "~" : "=") + answer.word;
    if (!index.terms.has(key)) {
      if (index.terms.size > 30) index.terms.clear();
      index.terms.set(key, answer.way === "delar" ? makeParts(answer) : makeTerm(answer));
    }
    return index.terms.get(key);
  }

  // Documents that hold what was asked to be left out: the word in any form or compound, or the
  // whole phrase.
  function barDocs(without) {
    const barred = new Set();
    for (const words of without) {
      if (words.length > 1) {
        for (const doc of makePhrase(words).docs) barred.add(doc);
        continue;
      }
      for (const number of matchWord(words[0], false).found.keys())
        for (const doc of index.postings.get(number).docs) barred.add(doc);
    }
    return barred;
  }

  // --- Showing ----------------------------------------------------------------------------------

  // Load what the results show, in their order.
  function loadTexts(docs) {
    return Promise.all(docs.map(async (doc) => {
      const shelf = pieceOf(index.shelves, doc);
      const [address, title, text] = (await load(`t${shelf}`)).value[doc - index.shelves[shelf]];
      return { doc, address, title, text };
    }));
  }

  // Found by both its parts together: "GC-väg" by "gcväg".
  const HYPHENATED = /(?<![\p{L}\p{N}-])\p{L}{1,2}-\p{L}{2,}/gu;
  const BEFORE_HIT = 60, NEAREST_BLANK = 30;

  // A text in parts, [words, whether they are a hit]; a long one from where most words stand.
  function markHits(text, terms, most = Infinity) {
    const marked = new Map();
    terms.forEach((term, number) => term.marks.forEach((word) => marked.set(word, number)));
    const hits = [...findMarked(text, marked), ...findMarkedNumbers(text, marked)];
    hits.sort((one, other) => one.start - other.start || other.end - one.end);
    const [start, end] = text.length > most ? cutAround(text, hits, most) : [0, text.length];
    const parts = start ? [["… ", false]] : [];
    let at = start;
    for (const hit of hits) {
      if (hit.start < at || hit.end > end) continue;
      parts.push([text.slice(at, hit.start), false], [text.slice(hit.start, hit.end), true]);
      at = hit.end;
    }
    parts.push([text.slice(at, end) + (end < text.length ? " …" : ""), false]);
    return parts.filter(([words]) => words);
  }

  function findMarked(text, marked) {
    return [...text.matchAll(WORD), ...text.matchAll(HYPHENATED)].flatMap((found) => {
      const written = found[0].replace("-", "").toLowerCase();
      const number = marked.get(fold(written).slice(0, LONGEST_WORD));
      const end = found.index + found[0].length;
      return number === undefined ? [] : [{ start: found.index, end, number }];
    });
  }

  // A day in whatever way the text writes it; one without a year is of any year that was found.
  function findMarkedNumbers(text, marked) {
    const signs = [...marked.keys()].filter((word) => word.startsWith(SIGN));
    const small = text.toLowerCase();
    if (!signs.length || small.length !== text.length) return [];
    return findNumbers(small).flatMap(({ start, end, words, wider }) => {
      const isLike = [...words, ...wider].map((word) => new RegExp(`^${word}$`));
      const sign = signs.find((each) => isLike.some((like) => like.test(each)));
      return sign ? [{ start, end, number: marked.get(sign) }] : [];
    });
  }

  function cutAround(text, hits, most) {
    let best = 0, from = 0;
    for (const { start } of hits) {
      const end = start + most - BEFORE_HIT;
      const inside = hits.filter((hit) => hit.start >= start && hit.end < end);
      const kinds = new Set(inside.map((hit) => hit.number)).size;
      if (kinds > best) [best, from] = [kinds, start];
    }
    let start = Math.max(0, from - BEFORE_HIT);
    const blank = text.indexOf(" ", start);
    if (start && blank >= 0 && blank < Math.min(from, start + NEAREST_BLANK)) start = blank + 1;
    let end = Math.min(text.length, start + most);
    const last = text.lastIndexOf(" ", end);
    if (end < text.length && last > end - NEAREST_BLANK) end = last;
    return [start, end];
  }

  const engine = {
    open, search, loadTexts, markHits, nearest, stem, splitWords, findNumbers, addScript,
  };
  window.lagesbildSok = Object.assign(receive, engine);
})();
