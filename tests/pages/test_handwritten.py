"""The hand-written pages: their examples are valid, and every key is told of."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from generator.analysis import (
    Chain,
    Ledger,
    count_entries,
    count_reports,
    figures_of,
)
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.handwritten.build import build_handwritten
from generator.pages.site import BUILDERS, Site
from generator.problems import ArchiveError
from generator.records.files.header import parse_yaml
from generator.records.files.source import Source
from generator.records.forms import Reading
from generator.records.kinds.decision import Account, Decision
from generator.records.kinds.entry import Entry
from generator.records.kinds.meeting import Meeting, ReportFile
from generator.records.kinds.parts import Record
from generator.records.loading import load_archive, read_archive
from generator.records.privacy.finding import find_personal
from generator.records.reading import read_form
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "archives" / "small"
# The long ones, which tell of every key, and those of one page.
GUIDES = ("sa-rapporterar-du", "mote-och-beslut")
SHORT = (
    "rapportera-pa-tre-minuter",
    "skriv-sa-att-ingen-pekas-ut",
    "for-samordnaren",
    "sa-laser-du-arkivet",
)
READ = (*GUIDES, *SHORT, "om", "sa-laser-du-siffrorna", "tillganglighet")
BLOCK = re.compile(r"^```(?:markdown|csv|yaml) (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
TABLE = re.compile(r"^\| (Rad|I `[^`]+`) \|.*\n\|[-|]+\n((?:\|.*\n)+)", re.MULTILINE)
# The records that a guide is the reference of, in the order of its tables.
FORMS: dict[str, tuple[type[Record], ...]] = {
    "sa-rapporterar-du": (Entry,),
    "mote-och-beslut": (Meeting, ReportFile, Decision, Account),
}
# A part of a header is read on top of what its kind of record cannot do without.
PARTS: dict[str, tuple[type[Record], str]] = {
    "post": (Entry, "organisation: NVK\n"),
    "möte": (Meeting, ""),
}


def read_guide(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def blocks() -> list[tuple[str, str]]:
    return [found for name in (*GUIDES, *SHORT) for found in BLOCK.findall(read_guide(name))]


def forms_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every form a field holds; words of the mall are no keys of the file."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if "records.mall.rows" not in annotation.__module__:
            yield annotation
        return
    for inner in get_args(annotation):
        yield from forms_of(inner)


def keys_of(form: type[BaseModel]) -> dict[str, set[str]]:
    """The keys of a form and of those inside it, by the key they stand under."""
    found = {"": {field.alias or name for name, field in form.model_fields.items()}}
    for name, field in form.model_fields.items():
        for inner in forms_of(field.annotation):
            found[field.alias or name] = keys_of(inner)[""]
    return found


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """An archive of the guides' whole files and the example's mall with its map."""
    files = [(path, text) for path, text in blocks() if "/" in path]
    assert len(files) >= 9
    for path, text in files:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ("mall.yml", "karta.geojson"):
        shutil.copy(ROOT / "entries" / name, tmp_path / "entries" / name)
    return tmp_path


def test_the_guides_examples_are_one_valid_archive(examples: Path) -> None:
    loaded = load_archive(examples)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.archive
    kinds = ("entries", "meetings", "report_files", "decisions", "accounts", "tables")
    assert all(getattr(loaded.archive, kind) for kind in kinds)


def test_the_shortest_entry_is_four_lines_a_heading_and_a_sentence() -> None:
    text = blocks()[0][1]
    assert len(text.splitlines()) == 8
    assert text.count(": ") == 4


@pytest.mark.parametrize(("kind", "text"), [b for b in blocks() if "/" not in b[0]])
def test_every_part_of_a_header_can_be_read(kind: str, text: str) -> None:
    form, needed = PARTS[kind]
    mall = read_once(ROOT).mall
    tree = parse_yaml(needed + text, "docs", first_line=1)
    source = Source("entries/2026-11-12/nvk-ejalunden.md", "", tree)
    assert read_form(form, Reading(source, mall))


def test_the_check_says_what_the_guide_says(examples: Path) -> None:
    file = examples / "entries/2026-11-12/nvk-ejalunden.md"
    file.write_text(file.read_text(encoding="utf-8").replace(": Klotter\n", ": Kloter\n"), "utf-8")
    (problem,) = load_archive(examples).faults
    assert f"{problem}" in read_guide("sa-rapporterar-du")


def list_tables(guide: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each table of keys: what its first column is called, and the keys it tells of."""
    for head, rows in TABLE.findall(read_guide(guide)):
        yield head, set(ROW.findall(rows))


def test_the_tables_of_the_long_guides_are_the_fields_of_the_forms() -> None:
    for guide, forms in FORMS.items():
        tables = [*list_tables(guide), ("", set())]
        wholes = [keys for head, keys in tables if head == "Rad"]
        told = [keys_of(form) for form in forms]
        # Every form may say what the guard was told to let stand; one table is enough.
        granskat = {"granskat"} if Entry not in forms else set()
        assert wholes == [keys[""] - granskat for keys in told]
        parts = {key: inner for keys in told for key, inner in keys.items()}
        for head, keys in tables:
            if name := head.removeprefix("I `").rstrip("`").removeprefix("Rad"):
                assert keys == parts[name], head


@pytest.mark.parametrize("form", [form for forms in FORMS.values() for form in forms])
def test_every_key_inside_another_is_told_of(form: type[Record]) -> None:
    guides = [read_guide(name) for name in (GUIDES[:1] if form is Entry else GUIDES)]
    mentioned = {key for guide in guides for key in re.findall(r"`([^`\n]+)`", guide)}
    keys = keys_of(form)
    del keys[""]
    assert set().union(*keys.values()) <= mentioned


def test_forms_inside_forms_are_seen() -> None:
    keys = keys_of(Entry)
    assert {"risk", "skydd", "kontext"} == keys["faktorer"]
    assert "ska stå" in keys["rättelser"]
    assert "problemtyp" in keys_of(Decision)["avser"]
    assert "konsekvenser" in keys_of(Meeting)["bedömning"]


@pytest.mark.parametrize("guide", READ)
def test_no_reader_meets_a_placeholder(guide: str) -> None:
    text = read_guide(guide)
    assert not re.search(r"Skriv (rubriken|texten) här|ÅÅÅÅ|XXX|…", text)


@pytest.mark.parametrize("guide", SHORT)
def test_a_guide_of_one_page_is_short(guide: str) -> None:
    words = re.sub(r"\]\([^)]*\)|[^\w\s]", "", read_guide(guide)).split()
    assert 200 < len(words) <= 350


def test_the_guard_stops_as_many_of_the_examples_as_the_guide_says() -> None:
    guide = read_guide("skriv-sa-att-ingen-pekas-ut")
    pairs = re.findall(r"^\| (.+) \| (.+) \|$", guide, re.MULTILINE)[1:]
    found = [bool([*find_personal(before)]) for before, _ in pairs]
    assert (sum(found), len(found)) == (3, 6)
    assert "varnar för tre av de sex" in guide
    assert not any([*find_personal(after)] for _, after in pairs)


# What may still change a report that was adopted on 2 November, by what the page calls it.
WINDOWS = "entries/2026-10-15/polisen-fonster.md"
NEXT = "entries/2026-11-12/index.md"
HELD = "---\nnärvaro: {Polisen: närvarande, Skolan: närvarande}\n"
FOUND = (
    "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-10\n"
)
LATER = {
    "läggs till": {
        "entries/2026-10-15/skolan-fonster.md": f"{FOUND}---\n# En ruta till\nDen är lagad.\n"
    },
    "`samma som`": {
        NEXT: f"{HELD}---\n",
        "entries/2026-11-12/skolan-fonster.md": f"{FOUND}samma som: 2026-10-15/fastighet-fonster\n"
        "---\n# Fönstren vid skolan är lagade\nFönstren lagades i oktober.\n",
    },
    "stryks": {
        WINDOWS: (SMALL / WINDOWS)
        .read_text(encoding="utf-8")
        .replace(
            "---\n#",
            "struken: {datum: 2026-11-12, skäl: Fel hus, av: Polisen}\n---\n#",
        )
    },
    "uppföljning": {
        NEXT: f"{HELD}uppföljning:\n"
        "  - {åtgärd: 2026-09-17/fastighet-fonster#1, status: klar, datum: 2026-10-20}\n---\n",
    },
}


def count_october(root: Path) -> tuple[int | None, list[int]]:
    """Return the händelser of skadegörelse in the report of October, and its åtgärder."""
    archive = read_once(root)
    chain = Chain(archive)
    table = count_reports(
        count_entries(chain), "problem_type", ["skadegorelse"], [archive.report["2026-10"]]
    )
    events = figures_of(table, "events")["2026-10", "skadegorelse"]
    told = Ledger(chain).followed["2026-10"]
    groups = (told.done, told.broken_off, told.late, told.going_on, told.new)
    return events, [len(group) for group in groups]


@pytest.mark.parametrize("word", LATER)
def test_an_older_report_may_change_as_the_page_says(
    archive_with: Callable[..., Path], word: str
) -> None:
    (part,) = re.findall(r"## En äldre rapport.*?\n## ", read_guide("sa-laser-du-siffrorna"), re.S)
    assert word in part
    assert count_october(archive_with(files=LATER[word])) != count_october(SMALL)


def build_pages(archive: Path, docs: Path = ROOT) -> dict[str, Page]:
    build = Build(read_archive(archive), {})
    known = {page.address: page for make in BUILDERS for page in make(build)}
    return {page.address: page for page in build_handwritten(build, docs, known)}


@pytest.fixture
def pages(example: Site) -> Mapping[str, Page]:
    return example.pages


@pytest.fixture(scope="module")
def small_pages() -> dict[str, Page]:
    return build_pages(SMALL)


def test_about_tells_the_facts_of_the_mall(
    pages: Mapping[str, Page], small_pages: dict[str, Page]
) -> None:
    for root, built in ((ROOT, pages), (SMALL, small_pages)):
        mall = read_once(root).mall
        shown = plain_text(built["om.html"].html).replace("\u00ad", "")
        facts = [mall.municipality, mall.page_owner, mall.about.controller, mall.about.request]
        facts += [row.explanation for row in mall.distributions]
        for fact in facts:
            assert fact in shown
        assert "Arkivet är inte publicerat" in shown
        assert "påhittade" in shown
    shown = re.sub(r"</?d[td]>", " ", small_pages["om.html"].html)
    assert "Dataskyddsombud  inte angivet i mallen" in shown
    assert "Poster  Gallras efter 5 år (informationshanteringsplanen)" in shown
    assert "Möten  inte bestämt" in shown


def test_accessibility_gives_the_malls_address(small_pages: dict[str, Page]) -> None:
    html = small_pages["tillganglighet.html"].html
    assert 'href="mailto:trygghet@smaby.example"' in html
    assert "Småby kommun ansvarar" in html
    assert "https://www.digg.se/tdosanmalan" in html


def test_links_lead_to_pages_and_anchors(pages: Mapping[str, Page]) -> None:
    every = {address: page.html for address, page in pages.items()}
    for guide in READ:
        address = f"{guide}.html"
        for target in re.findall(r'href="(?![a-z]+:)([^"]+)"', every[address]):
            path, _, anchor = target.partition("#")
            if path.endswith(".csv"):
                continue
            assert f'id="{anchor}"' in every[path or address] if anchor else path in every


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "# Guide\n\nSe [sidan](finns-inte.md).\n"
    (tmp_path / "docs" / "guide.md").write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveError) as raised:
        build_pages(SMALL, tmp_path)
    (problem,) = raised.value.problems
    assert "docs/guide.md:3" in str(problem)
    assert "finns-inte.md" in str(problem)
