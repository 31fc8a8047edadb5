"""All that is written stands on some page.

Every text field of every kind of record holds a word of its own in the files below, and each of
those words is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from generator.article.plain import plain_markdown, plain_words
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.site import BUILDERS
from generator.records import Entry, Meeting, read_archive
from generator.records.archive import Archive
from generator.records.forms import Form, Unmarked, parse_text
from generator.records.kinds import KINDS
from generator.records.mall.rows import Row
from tests.fixed import read_once
from tests.pages.composing import decision_of, meeting_of, show
from tests.places import ROOT

ArchiveWith = Callable[..., Path]
WORD = re.compile(r"kanarie[a-zåäö]+", re.IGNORECASE)
# These name another record, or a field; what they name is what a page shows.
NAMES = {"id", "samma som", "fortsätter", "åtgärd", "svar på", "underlag", "ersätter", "fält"}

ENTRY = """---
organisation: Skolan
problemtyp: Skadegörelse
plats: Norra skolan
datum: 2026-10-02
polisanmält: vet ej
källa: kanarieunderlag
faktorer:
  - {risk: kanarierisk, kontext: Skola}
  - {skydd: kanarieskydd, kontext: Skola}
åtgärder:
  - {vad: kanarieåtgärd, typ: Belysning, ansvarig: Skolan, inriktning: situationell, tidshorisont: lång sikt, preventionsnivå: selektiv, senast: 2026-10-30}
uppföljning:
  - {åtgärd: "2026-09-17/fastighet-fonster#1", status: pågår, datum: 2026-10-13, effekt: kanarieverkan}
stöd från annan: kanariestöd
rättelser:
  - {datum: 2026-11-03, fält: antal, stod: kanariestod, ska stå: kanarieblev, skäl: kanarieskäl, av: kanariefunktion}
---
# Rubrik kanarierubrik
Text kanarietext.
"""
STRUCK = """---
organisation: Skolan
problemtyp: Skadegörelse
plats: Norra skolan
datum: 2026-10-02
åtgärder:
  - {vad: kanariestruken, ansvarig: Skolan}
struken: {datum: 2026-11-04, skäl: kanariefel, av: kanariestrykare}
---
# Rubrik kanariestrykning
Text kanariestruket.
"""
REMOVED = """---
organisation: Skolan
avlägsnad: {datum: 2026-11-04, skäl: personuppgift, beslut: kanariegallring, av: kanarieborttagare}
---
"""
NOTHING = """---
organisation: Småby kommun
slag: Inget att rapportera
---
Först kanarieförst. Sedan kanariesedan.
"""
FIGURES = """---
organisation: Polisen
slag: Statistik
källa: kanariekälla
statistik: {indikator: Anmälda brott, period: kvartal, plats: Norra skolan}
---
# Tal kanarietal
Om kanarieomtal.
"""
MEETING = """---
nummer: kanarienummer
hölls: 2026-10-16
klockan: kanarieklocka
närvaro: {Polisen: närvarande, Skolan: närvarande}
bedömning:
  Ordning: {nivå: låg, text: kanariebedömning, konsekvenser: kanarieföljd}
fokus:
  - {plats: Norra skolan, när: kanarienär, vad: kanarievad}
åtgärder:
  - {vad: kanariemötesåtgärd, ansvarig: Skolan}
uppföljning:
  - {åtgärd: "2026-09-17#1", status: klar, datum: 2026-10-08, effekt: kanarieeffekt}
lyfts till BRÅ:
  - {förslag: kanarieförslag, typ: Uppdrag, avser: {problemtyp: Skadegörelse, plats: Norra skolan}, skäl: kanarieförslagsskäl, om vi avstår: kanarieavstår, resurs: kanarieresurs}
kommande:
  - {datum: 2026-11-28, vad: kanariekommande}
nästa möte: 2026-11-13
godkänd: {datum: 2026-10-19, av: kanariegodkännare}
---
Anteckning kanarieanteckning.
"""
CALLED_OFF = """---
inställt: {skäl: kanarieinställt}
---
"""
REPORT = """---
mottagare: [BRÅ kanariemottagare, BRÅ kanarieadressat]
diarienummer: kanariediarium
sekretessprövning: kanarieprövning
upprättad: {datum: 2026-10-30, av: kanarieupprättare}
fastställd: {datum: 2026-11-02, av: kanariefastställare}
expedierad: [{mottagare: BRÅ kanarieadressat, datum: 2026-11-05}]
---
Läget kanarieläge.
"""
DECISION = """---
datum: 2026-11-05
instans: Lokala BRÅ
PLACE
typ: Uppdrag
svar på: ["2026-10-15#bra-1"]
utgång: enligt förslaget
uppdrag:
  - {vad: kanarieuppdrag, ansvarig: Skolan, funktion: kanarieuppdragsfunktion, redovisas: 2026-11-30}
original: kanarieprotokoll
uppföljning:
  - {datum: 2026-11-09, status: pågår, text: kanarieuppföljning}
---
# Beslut kanariebeslut

## Beslut
Beslutet kanariebeslutstext.

## Motivering
För att kanariemotivering.
"""
ACCOUNT = """---
datum: 2026-11-09
organisation: Skolan
funktion: kanarieredovisare
källor: [kanarieredovisningskälla]
begränsningar: kanariebegränsning
orsaker:
  - {ben: objekt eller plats, slag: direkt, orsak: kanarieorsak}
händelsekedja: [kanariesteg]
faktorer:
  - {risk: kanarieriskfaktor, kontext: Skola}
---
# Redovisning kanarieredovisning
Slutsats kanarieslutsats.
"""
DISPOSED = """gallrat:
  - {id: 2026-09-17/skolan-gallrad, datum: 2026-11-01, beslut: kanariegallringsbeslut}
"""
BY = re.compile(r"(?<=av: )kanarie[a-zåäö]+")
FILES = {
    "entries/2026-10-15/skolan-kanarie.md": ENTRY,
    "entries/2026-10-15/skolan-struken.md": STRUCK,
    "entries/2026-10-15/skolan-borttagen.md": REMOVED,
    "entries/2026-10-15/kommunen-inget.md": NOTHING,
    "entries/2026-10-15/polisen-tal.md": FIGURES,
    "entries/2026-10-15/polisen-tal.csv": "kanariekolumn;kv 3 2026\nkanariecell;3\n",
    "entries/2026-10-15/index.md": MEETING,
    "entries/2026-11-12/index.md": CALLED_OFF,
    "entries/rapporter/2026-10.md": REPORT,
    "decisions/2026-11-05-kanarie.md": DECISION.replace("PLACE", "paragraf: kanarieparagraf"),
    "decisions/2026-11-05-kanarie.redovisning.md": ACCOUNT,
    "decisions/2026-11-05-kartlaggning-norra-skolan.md": DECISION.replace(
        "PLACE", "punkt: kanariepunkt"
    ).replace('svar på: ["2026-10-15#bra-1"]\n', "underlag: [2026-09-17/skolan-gallrad]\n"),
    "entries/gallrat.yml": DISPOSED,
}


@pytest.fixture
def full(archive_with: ArchiveWith) -> Archive:
    root = archive_with(files=FILES)
    mall = root / "entries/mall.yml"
    functions = ", ".join(word for text in FILES.values() for word in BY.findall(text))
    mall.write_text(mall.read_text("utf-8").replace("[Säkerhetschef]", f"[{functions}]"), "utf-8")
    return read_archive(root)


def build_pages(archive: Archive) -> dict[str, Page]:
    build = Build(archive, {})
    return {page.address: page for builder in BUILDERS for page in builder(build)}


def read(page: Page) -> str:
    """Return a page's words, those of neighbouring elements apart."""
    return re.sub(r"<[^>]+>", " ", page.html)


def ours(text: str) -> set[str]:
    """Return our words in a text; a sentence may begin with one of them."""
    return {word.casefold() for word in WORD.findall(text)}


def is_text(annotation: Any, metadata: tuple[Any, ...] = ()) -> bool:
    """Say whether a field's type is free text, or several of them."""
    inside = (*metadata, *getattr(annotation, "__metadata__", ()))
    takes = [getattr(found, "func", None) for found in inside]
    own = any(take is parse_text or isinstance(take, Unmarked) for take in takes)
    return own or any(is_text(argument) for argument in get_args(annotation))


def forms_in(annotation: Any) -> Iterator[type[Form]]:
    """Yield the forms a field holds; a row of the mall is no part of the record."""
    is_form = isinstance(annotation, type) and issubclass(annotation, Form)
    if is_form and not issubclass(annotation, Row):
        yield annotation
    for argument in get_args(annotation):
        yield from forms_in(argument)


def text_fields(form: type[Form]) -> Iterator[tuple[str, str]]:
    """Yield the text fields of a form and of those in it."""
    for name, field in form.model_fields.items():
        key = field.alias or name
        if is_text(field.annotation, tuple(field.metadata)) and key not in NAMES:
            yield form.__name__, key
        for inner in forms_in(field.annotation):
            yield from text_fields(inner)


def filled_fields(value: Any, field: tuple[str, str] = ("", "")) -> Iterator[tuple[str, str]]:
    """Yield the fields of a value that hold one of our words."""
    if isinstance(value, str) and WORD.search(value):
        yield field
    elif isinstance(value, Form) and not isinstance(value, Row):
        for name, declared in type(value).model_fields.items():
            key = (type(value).__name__, declared.alias or name)
            yield from filled_fields(getattr(value, name), key)
    elif isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from filled_fields(part, field)


def test_the_files_fill_every_text_field(full: Archive) -> None:
    held = (full.meetings, full.entries, full.report_files, full.decisions, full.accounts)
    records = [*(record for shelf in held for record in shelf), full.disposals]
    filled = {field for record in records for field in filled_fields(record)}
    declared = {field for _, form, _ in KINDS for field in text_fields(form)}
    assert len(declared) > 38
    assert declared - filled == set()


def test_every_word_stands_on_some_page(full: Archive) -> None:
    shown = " ".join(read(page) for page in build_pages(full).values())
    assert {word for text in FILES.values() for word in ours(text)} - ours(shown) == set()


def test_the_meetings_own_page_shows_all_of_the_meeting_and_its_entries(full: Archive) -> None:
    article = meeting_of(Build(full, {}), "2026-10-15")
    written = {word for path in FILES if "/2026-10-15/" in path for word in ours(FILES[path])}
    assert written - ours(show(article)) == set()
    said = plain_words(article).replace("\xa0", " ")
    for words in (
        "minnesanteckningarna godkända 19 okt 2026 (kanariegodkännare)",
        "13 nov 2026: Nästa möte",
        "senast 30 okt 2026 · belysning, situationell, lång sikt, selektiv",
        "oklart om polisanmält",
        "Källa: kanariekälla. Tal per kvartal, Norra skolan.",
        "Avser: Skadegörelse (Ordning), Norra skolan. Skäl:",
    ):
        assert words in said, words


def test_a_decisions_own_page_shows_all_of_it_and_of_its_account(full: Archive) -> None:
    build = Build(full, {})
    for decision in full.decisions:
        said = show(decision_of(build, decision.id))
        paths = (f"decisions/{decision.id}.md", f"decisions/{decision.id}.redovisning.md")
        written = {word for path in paths for word in ours(FILES.get(path, ""))}
        assert written - ours(said) == set(), decision.id


def find_texts(value: Any) -> Iterator[str]:
    """Yield every free text that a record holds; what it names of others is no text of its own."""
    if isinstance(value, Form) and not isinstance(value, Row):
        for name, field in type(value).model_fields.items():
            found = getattr(value, name)
            if is_text(field.annotation, tuple(field.metadata)) and isinstance(found, str):
                if (field.alias or name) not in NAMES:
                    yield found
            else:
                yield from find_texts(found)
    elif isinstance(value, tuple):
        for part in value:
            yield from find_texts(part)
    elif isinstance(value, dict):
        yield from find_texts(tuple(value.values()))
    elif isinstance(value, str) and len(value.split()) > 1:
        yield value


def letters(text: str) -> str:
    """Return a text's words alone: its marks and large letters may be another's on a page."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])


def test_every_text_of_the_example_stands_whole_where_its_record_is() -> None:
    archive = read_once(ROOT)
    build = Build(archive, {})
    for meeting in archive.meetings:
        said = letters(show(meeting_of(build, meeting.id)))
        taken_up = [e for e in archive.entries if archive.taken_up_at(e) == meeting.id]
        for record in (meeting, *taken_up):
            for text in find_texts(record):
                assert letters(plain_markdown([text])) in said, (record.id, text)
            for line in plain_lines(record):
                assert letters(line) in said, (record.id, line)
    for decision in archive.decisions:
        said = letters(show(decision_of(build, decision.id)))
        account = archive.account.get(decision.id)
        for found in filter(None, (decision, account)):
            for text in find_texts(found):
                assert letters(plain_markdown([text])) in said, (decision.id, text)


def plain_lines(record: Entry | Meeting) -> Iterator[str]:
    """Yield the lines of a record's own text."""
    for line in record.text.split("\n"):
        yield plain_markdown([re.sub(r"^\s*\d+\. ", "", line)])
