"""An archive of any number of years, and its plain twin: the same seed gives the same bytes.

The words are the example's: its mall, and those sentences of its entries that name no day or
number, since a check compares those with the header.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import yaml

FIRST = date(2017, 1, 5)
BETWEEN = timedelta(days=14)
MEETINGS_A_YEAR = 26
ENTRIES = 20
# Every seventh meeting has a proposal that is decided: 37 in ten years.
PROPOSES = 7
SENTENCES = 4
PLAN = re.compile(r"^möten:\n(?:  .*\n)+", re.MULTILINE)
TELLS_A_DAY = re.compile(
    r"\d|\b(?:\w+dag(?:en|ar|s\w+)?|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|\w+ti?o\w*|"
    r"januari|februari|mars|april|maj|ju[nl]i|augusti|\w+ber|vår\w*|somm\w+|höst\w*|vint\w+)\b",
    re.IGNORECASE,
)
PLAIN = str.maketrans("åäö", "aao")
PLAIN_CONFIG = (
    "site_name: Möten\nsite_url: ''\ntheme: {name: material, language: sv, font: false}\n"
)
COPIED = ("docs", "entries/karta.geojson", "mkdocs.yml")
ENTRY = """organisation: {who}
problemtyp: {problem}
plats: {place}
datum: {happened}
tid: {time}
tillförlitlighet: {reliability}
antal: {count}
trend: {trend}
{more}"""
ACTION = """åtgärder:
  - {{nr: 1, vad: Genomgång av platsen, typ: {kind}, ansvarig: {who}, inriktning: situationell,
     tidshorisont: kort sikt, preventionsnivå: universell, senast: {by}}}
"""
FOLLOWED = """uppföljning:
  - {{åtgärd: {action}, status: klar, datum: {happened}, effekt: Lugnare}}
"""
FACTOR = "faktorer: [{risk: mörkt och tomt, kontext: Samhälle}]\n"
MEETING = """nummer: {number}/{day.year}
klockan: 09.00–10.30
mötesform: på plats
närvaro: {{{present}}}
bedömning:
{areas}
fokus: [{{plats: {place}, när: fredag och lördag, vad: Otrygghet}}]
{more}"""
PROPOSAL = """lyfts till BRÅ:
  - {{nr: 1, förslag: Lokala BRÅ beslutar att ge ett uppdrag om platsen., typ: Uppdrag,
     avser: {subject}, kriterier: [ökar, utsatt plats], skäl: Problemet återkommer,
     om vi avstår: Problemet fortsätter, resurs: inom ram}}
"""
DECISION = """datum: {decided}
instans: Lokala BRÅ
paragraf: 4
typ: Uppdrag
svar på: ["{day}#bra-1"]
utgång: enligt förslaget
avser: {subject}
underlag: [{first}]
kriterier: [ökar]
uppdrag:
  - {{nr: 1, vad: Gå igenom platsen, ansvarig: {who}, funktion: Enhetschef, redovisas: {by}}}
original: protokoll {decided}, KS {decided.year}/145
"""


@dataclass
class Words:
    """What the archive is written with: rows of the mall, and the example's texts."""

    organisations: list[str]
    problems: list[str]
    areas: list[str]
    places: list[str]
    titles: list[str]
    sentences: list[str]


@dataclass
class Writer:
    """An archive while it is written: what later records lean on."""

    dice: random.Random
    folder: Path
    words: Words
    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)

    def write_meeting(self, day: date, number: int, entries: int, *, proposes: bool) -> None:
        """Write a meeting and its entries, and perhaps a proposal and the decision on it."""
        words, pick = self.words, self.dice.choice
        made = [self.write_entry(day, at) for at in range(entries)]
        first, subject = made[0]
        areas = (
            f"  {area}: {{nivå: {pick(('låg', 'låg', 'förhöjd', 'hög'))}, trend: "
            f"{pick(('ökar', 'oförändrat', 'minskar'))}, text: '{pick(words.sentences)}'}}"
            for area in words.areas
        )
        header = MEETING.format(
            number=number,
            day=day,
            present=", ".join(f"{name}: närvarande" for name in words.organisations),
            areas="\n".join(areas),
            place=pick(words.places),
            more=PROPOSAL.format(subject=subject) if proposes else "",
        )
        self.put(f"entries/{day}/index.md", header, self.write_text())
        if proposes:
            decided = day + timedelta(days=12)
            header = DECISION.format(
                decided=decided,
                day=day,
                subject=subject,
                first=first,
                who=pick(words.organisations),
                by=decided + timedelta(days=90),
            )
            parts = (f"## {name}\n{self.write_text()}" for name in ("Beslut", "Motivering"))
            body = "\n\n".join(("# Uppdrag om platsen", *parts))
            self.put(f"decisions/{decided}-uppdrag.md", header, body)

    def write_entry(self, day: date, at: int) -> tuple[str, str]:
        """Write an entry: each organisation's first, then anybody's; return its id and subject."""
        pick, who = self.dice.choice, self.words.organisations
        name = who[at] if at < len(who) else pick(who)
        problem, place = pick(self.words.problems), pick(self.words.places)
        happened = day - timedelta(days=self.dice.randrange(1, BETWEEN.days))
        own = f"{day}/{at:02}-{name.split()[0].lower().translate(PLAIN)}"
        more = ""
        earlier = self.entries.get((problem, place), own)
        if not earlier.startswith(str(day)) and self.dice.random() < 0.6:
            more += f"fortsätter: {earlier}\n"
        if self.dice.random() < 0.2:
            more += FACTOR
        if self.dice.random() < 0.15:
            kind = pick(("Belysning", "Dialog", "Röjning och insyn", "Information"))
            by = day + timedelta(days=self.dice.randrange(14, 60))
            more += ACTION.format(kind=kind, who=pick(who), by=by)
            self.actions.append(f"{own}#1")
        elif self.actions and self.actions[0] < str(happened) and self.dice.random() < 0.15:
            more += FOLLOWED.format(action=self.actions.pop(0), happened=happened)
        self.entries[problem, place] = own
        header = ENTRY.format(
            who=name,
            problem=problem,
            place=place,
            happened=happened,
            time=pick(("morgon", "dag", "kväll", "natt", "okänd")),
            reliability=pick(("bekräftat", "iakttaget", "misstänkt")),
            count=pick((1, 1, 1, 2, 2, 3, 5)),
            trend=pick(("ökar", "oförändrat", "minskar")),
            more=more,
        )
        self.put(f"entries/{own}.md", header, f"# {pick(self.words.titles)}\n{self.write_text()}")
        return own, f"{{problemtyp: {problem}, plats: {place}}}"

    def write_text(self) -> str:
        """Return a few sentences."""
        return " ".join(self.dice.sample(self.words.sentences, SENTENCES))

    def put(self, name: str, header: str, text: str) -> None:
        """Write a record."""
        put(self.folder / name, f"---\n{header}---\n{text}\n")


def write_archive(
    example: Path, folder: Path, years: int, entries: int = ENTRIES, seed: int = 4
) -> int:
    """Write an archive with so many entries at each meeting; return the number of all entries."""
    for name in COPIED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (example / name).is_dir() else shutil.copyfile
        copy(example / name, folder / name)
    mall = (example / "entries/mall.yml").read_text("utf-8")
    plan = f"möten:\n  första: {FIRST}\n  dagar emellan: {BETWEEN.days}\n"
    put(folder / "entries/mall.yml", PLAN.sub(plan, mall))
    writer = Writer(random.Random(seed), folder, read_words(example))
    days = [FIRST + BETWEEN * at for at in range(years * MEETINGS_A_YEAR)]
    for at, day in enumerate(days):
        number = sum(other.year == day.year for other in days[:at]) + 1
        writer.write_meeting(day, number, entries, proposes=at % PROPOSES == PROPOSES - 1)
    for month in sorted({str(day)[:7] for day in days}):
        header = "mottagare: [Lokala BRÅ]\n"
        writer.put(f"entries/rapporter/{month}.md", header, writer.write_text())
    return len(days) * entries


def read_words(example: Path) -> Words:
    """Return what may be used at any day, and for any problem: nothing sensitive, nothing ended."""
    mall = yaml.safe_load((example / "entries/mall.yml").read_text("utf-8"))
    files = sorted((example / "entries").glob("*-*-*/*.md"))
    bodies = [
        file.read_text("utf-8").split("---\n", 2)[2].strip().partition("\n")
        for file in files
        if not file.stem.endswith(("index", "inget"))
    ]
    found = re.split(r"(?<=[.!?])\s+", " ".join(" ".join(text.split()) for _, _, text in bodies))
    return Words(
        [
            row["namn"]
            for row in mall["organisationer"]
            if row["rapporterar"] == "varje möte" and "till" not in row
        ],
        [
            row["namn"]
            for area in mall["områden"]
            for row in area["problemtyper"]
            if "känslig" not in row
        ],
        [area["namn"] for area in mall["områden"]],
        [row["namn"] for row in mall["platser"]],
        [title[2:] for title, _, _ in bodies if title and not TELLS_A_DAY.search(title)],
        [text for text in found if len(text) > 30 and not TELLS_A_DAY.search(text)],
    )


def write_twin(archive: Path, folder: Path) -> None:
    """Write an archive's meetings and entries as a plain reader of Markdown would have them."""
    put(folder / "mkdocs.yml", PLAIN_CONFIG)
    meetings = sorted((archive / "entries").glob("*-*-*"))
    listed = "\n".join(f"- [{meeting.name}](moten/{meeting.name}.md)" for meeting in meetings)
    put(folder / "docs/index.md", f"# Möten\n\n{listed}")
    for meeting in meetings:
        parts = [f"# Möte {meeting.name}", *tell(meeting / "index.md")]
        for file in sorted(meeting.glob("[0-9]*.md")):
            parts += tell(file)
        put(folder / f"docs/moten/{meeting.name}.md", "\n\n".join(parts))


def tell(file: Path) -> list[str]:
    """Return a record as Markdown: its title if it has one, its header as a list, its text."""
    _, header, body = file.read_text("utf-8").split("---\n", 2)
    title, _, text = body.strip().partition("\n") if body.startswith("# ") else ("", "", body)
    facts = "\n".join(f"- **{key}**: {say(value)}" for key, value in yaml.safe_load(header).items())
    return [f"#{title}" if title else "", facts, text.strip()]


def say(value: object) -> str:
    """Write a header's value on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {say(part)}" for key, part in value.items())
    return ", ".join(map(say, value)) if isinstance(value, list) else str(value)


def put(file: Path, text: str) -> None:
    """Write a file, and its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
