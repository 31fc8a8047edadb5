// What whoever takes notes has in the form: the round, where three fields and Enter make an entry.
// Where a sentence ends: before a capital, and not at what is shortened or counted.
const SENTENCE = /(?<=[!?]|(?<![\d.]|(?<!\p{L})(?:\p{L}{1,2}|[Tt]el|tfn|resp|etc|dvs)|\.\p{L}{1,2})\.)\s+(?=["”]?\p{Lu})/u;

// Three fields and Enter: an observation on the meeting's day, called what its first sentence says.
function note(event) {
  event.preventDefault();
  const [organisation, where, text] = ["organisation", "plats", "text"].map((part) => controlOf(`runt.${part}`));
  const words = clean(text.value).trim(), day = controlOf("möte").value;
  const title = words.split(SENTENCE)[0].replace(/(?<!\.\p{L})\.$/u, "");
  const kind = kinds.findLast((word) => val.slag[word] === "läge");
  const entry = { namn: makeName(), organisation: organisation.value, möte: day, slag: kind, plats: where.value,
                  datum: day, rubrik: [...title].slice(0, 100).join(""), text: words };
  const fields = { rubrik: "text", datum: "plats", slag: "organisation", möte: "organisation" };
  const problems = rules.check(entry, entries);
  for (const control of [organisation, where, text]) {
    const own = problems.filter(({ field }) => `runt.${fields[field] || field}` === control.name);
    const texts = new Set(own.map((one) => one.text));
    byId(`${control.id}-fel`).textContent = [...texts].join(" ");
    control.setAttribute("aria-invalid", own.some(({ stops }) => stops));
  }
  const first = problems.find(({ stops }) => stops);
  if (first) {
    controlOf(`runt.${fields[first.field] || first.field}`).focus();
    return;
  }
  takeIn(entry);
  text.value = "";
  organisation.focus();
}

round.addEventListener("change", ({ target }) => tellChoice(target));
round.addEventListener("submit", note);
