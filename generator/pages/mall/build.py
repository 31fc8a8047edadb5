"""The page of the mall's words, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.article.addresses import FOLDERS
from generator.pages.base import Build, Page, plain
from generator.records import (
    IMPORT_AUTHOR,
    OMITTED,
    Archive,
    Area,
    Body,
    Dated,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    Mall,
    Organisation,
    Place,
    ProblemType,
    Reliability,
    Row,
    TimeOfDay,
    find_coming,
)
from generator.swedish import MONTHS, capitalize, decapitalize, join_words, say_day

HABITS = {
    "varje möte": "ska rapportera till varje möte",
    "vid behov": "rapporterar vid behov",
    "nej": "rapporterar inte själv",
}
BODIES = {
    "råd": "är ett råd",
    "arbetsgrupp": "är en arbetsgrupp",
    "kommun": "beslutar för kommunen",
}


def note_word(row: Row, mall: Mall) -> Iterator[str]:
    """Yield everything there is to say of a row."""
    yield from note_row(row)
    if isinstance(row, Kind | Distribution) and mall.default(type(row)) is row:
        yield "gäller om inget annat skrivs"
    if isinstance(row, Dated) and row.since:
        yield f"från och med {say_day(row.since)}"
    if isinstance(row, Dated) and row.until:
        yield f"till och med {say_day(row.until)}"


def note_row(row: Row) -> Iterator[str]:
    """Yield what a row carries besides its words; most carry nothing."""
    match row:
        case Organisation():
            yield HABITS[row.reports]
            if row.part_of:
                yield f"del av {row.part_of}"
            if row.succeeded_by:
                yield f"efterträdare: {row.succeeded_by}"
        case ProblemType():
            yield from note_sensitive(row.sensitive)
            yield from note_widest(row.widest)
            if row.tips:
                yield f"{'spets' if len(row.tips) == 1 else 'spetsar'}: {join_words(decapitalize(tip) for tip in row.tips)}"
        case Place():
            yield row.kind
            if row.part_of:
                yield f"del av {row.part_of}"
            if row.map_area:
                yield f"på kartan i {row.map_area}"
        case Kind():
            yield "räknas som händelse" if row.role == "händelse" else "räknas inte som händelse"
        case Level() if row.role == "obedömd":
            yield "står utanför ordningen"
        case Reliability():
            if not row.counts:
                yield "räknas inte"
            yield from note_widest(row.widest)
        case TimeOfDay() if row.hours:
            yield f"klockan {row.hours}"
        case Indicator():
            if row.unit:
                yield f"mäts i {row.unit}"
            yield from note_sensitive(row.sensitive)
            if row.published:
                yield "redan publicerad av någon annan"
            if row.by_report_day:
                yield "talen visar när brotten anmäldes, inte när de begicks"
        case DecisionType() if row.role == "åtgärdsplan":
            yield "beslutas bara av kommunen"
        case Body():
            yield BODIES[row.role]


def note_sensitive(sensitive: str) -> Iterator[str]:
    """Say in plain words what känslig means for the figures."""
    if sensitive == "ja":
        yield "känslig: det kan gälla få personer, så skriv bara om platsen och läget i stort"
    elif sensitive == "endast antal":
        yield "mycket känslig: skrivs bara som ett tal för hela kommunen och minst en månad"


def note_widest(widest: str | None) -> Iterator[str]:
    """Say how far a word may be sent."""
    if widest:
        yield f"sprids högst till {widest}"


DAYS_SHOWN = 6
ADDRESS = "mallen.html"
PROBLEM_TYPES = "problemtyper"
# What each list is for; a list that has no line here is shown under its own key.
INTRODUCTIONS = {
    "organisations": "De som är med i arbetet. En post skrivs av en organisation, aldrig av en namngiven person.",
    "areas": "Gruppen bedömer varje område vid mötet. Posten anger problemtyp, och området följer av den.",
    "places": "En plats anges aldrig noggrannare än så här. Boenden, enstaka butiker och bostäder är aldrig platser.",
    "kinds": "Vad för slags post det är. Den som inte skriver något slag menar det första.",
    "levels": "Hur läget är i ett område. Orden står i ordning från lägst till högst.",
    "severities": "Hur allvarligt det är som posten berättar om. Får utelämnas.",
    "trends": "Åt vilket håll det går, jämfört med förra mötet eller samma tid i fjol.",
    "reliabilities": "Hur säker uppgiften är. Den som inte vet utelämnar raden.",
    "distributions": "Vilka vi sprider till av eget initiativ, från smalast till bredast. Det är inte sekretess: vem som helst får begära ut en handling.",
    "times": "Natten hör till det datum då den börjar. En post som gäller flera dagar räknas till sin tid på dygnet men inte till någon veckodag, om den inte har lika många händelser som dagar.",
    "criteria": "Skäl att ta itu med ett problem före ett annat. De är ett stöd för samtalet, inte poäng.",
    "tips": "Preventionsstjärnans spetsar. Varje problemtyp rör en eller flera av dem.",
    "contexts": "Var en risk- eller skyddsfaktor finns. Den hör till ett område eller ett problem, aldrig till en person.",
    "prevention_levels": "Vem en åtgärd riktar sig till. Nivån hör till åtgärden, inte till händelsen.",
    "action_types": "Vad för slags åtgärd det är. Planerad bevakning och kamerors placering skrivs aldrig.",
    "indicators": "Tal som gruppen följer. Ett tal som saknas är inte noll.",
    "decision_types": "Vad ett beslut kan gälla.",
    "bodies": "Var besluten fattas. Åtgärdsplanen beslutas av kommunen; ett råd kan tillstyrka den.",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A row of the mall: `notes` are what it carries besides its explanation."""

    anchor: str
    row: Row
    notes: tuple[str, ...]
    has_page: bool


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of the mall under its Swedish key; `parts` are lists inside it."""

    anchor: str
    title: str
    introduction: str
    words: tuple[Word, ...]
    parts: tuple[tuple[Word, tuple[Word, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What another authority's words become: by problem type, and those left out."""

    source: str
    author: Organisation | None
    types: tuple[tuple[ProblemType, tuple[str, ...]], ...]
    omitted: tuple[str, ...]


def build_words(build: Build) -> Iterator[Page]:
    """Build the one page of the mall."""
    archive = build.archive
    yield build.write_page(
        "mall/words.html",
        ADDRESS,
        "Mallen",
        file="entries/mall.yml",
        lists=list(find_lists(archive)),
        plan_days=find_coming(archive)[:DAYS_SHOWN],
        quarters=list(describe_quarters(archive.mall)),
        imports=list(describe_imports(archive.mall)),
    )


def find_lists(archive: Archive) -> Iterator[WordList]:
    """Yield every list of the mall that holds words, in the file's order."""
    mall = archive.mall
    for name, rows in mall.lists.items():
        key = Mall.model_fields[name].alias or name
        words = tuple(describe_word(mall, key, row) for row in rows)
        parts = tuple(
            (word, tuple(describe_word(mall, PROBLEM_TYPES, row) for row in word.row.problem_types))
            for word in words
            if isinstance(word.row, Area)
        )
        title = capitalize(key)
        yield WordList(f"_{plain(key)}", title, INTRODUCTIONS.get(name, ""), words, parts)


def describe_word(mall: Mall, key: str, row: Row) -> Word:
    """Return a row with its anchor, `_<list>-<slug or plain name>`."""
    own = row.slug if isinstance(row, Dated) else plain(row.name)
    return Word(f"_{plain(key)}-{own}", row, tuple(note_word(row, mall)), type(row) in FOLDERS)


def describe_quarters(mall: Mall) -> Iterator[tuple[str, str]]:
    """Yield each quarter's first and last month."""
    starts = [MONTHS.index(month) for month in mall.quarters]
    for place, start in enumerate(starts):
        following = starts[(place + 1) % len(starts)]
        yield MONTHS[start], MONTHS[(following - 1) % 12]


def describe_imports(mall: Mall) -> Iterator[Imported]:
    """Yield what each source's words become, in the mall's order of problem types."""
    for source, words in mall.imports.items():
        named = {theirs: mall.find(ProblemType, ours) for theirs, ours in words.items()}
        types = (
            (row, tuple(theirs for theirs, ours in named.items() if ours is row))
            for row in mall.problem_types
        )
        yield Imported(
            source,
            mall.find(Organisation, words.get(IMPORT_AUTHOR, "")),
            tuple(pair for pair in types if pair[1]),
            tuple(theirs for theirs, ours in words.items() if ours == OMITTED),
        )
