"""No word of a header's text is lost: what YAML would cut off is named, with the line that keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import ArchiveError, Problem
from generator.records.checks.texts import no_swallowed_comments
from generator.records.files.source import Source, read_record
from generator.records.forms import Reading
from generator.records.kinds.decision import Decision
from generator.records.kinds.entry import Entry
from generator.records.kinds.meeting import Meeting, ReportFile
from generator.records.kinds.parts import Record
from generator.records.loading import read_mall
from generator.records.mall.mall import Mall
from generator.records.reading import read_form
from tests.places import load_cases

Paths: TypeAlias = pytest.TempPathFactory
SMALL = Path(__file__).parents[1] / "archives" / "small"
CASES = load_cases(Path(__file__).with_name("cut_texts.yml"))
POST = (
    "organisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-07\n",
    Entry,
)
KINDS: dict[str, tuple[str, type[Record]]] = {
    "post": POST,
    "beslut": (
        "datum: 2026-11-05\ninstans: Lokala BRÅ\ntyp: Uppdrag\nutgång: enligt förslaget\n"
        "original: protokoll\n",
        Decision,
    ),
    "möte": ("nummer: 2/2026\n", Meeting),
    "rapport": ("", ReportFile),
}


@pytest.fixture(scope="module")
def mall() -> Mall:
    return read_mall(SMALL)


@pytest.fixture
def read(tmp_path: Path, mall: Mall) -> Callable[[str, str], Source]:
    """Return a reader of one file's header, as a record of a kind."""

    def take(kind: str, rows: str) -> Source:
        header, form = KINDS[kind]
        text = f"---\n{header}{rows}\n---\n# Rubrik\nText.\n"
        (tmp_path / "fil.md").write_text(text, encoding="utf-8")
        source = read_record(tmp_path, "fil.md")
        read_form(form, Reading(source, mall))
        return source

    return take


def rows_of(case: dict[str, Any], row: str) -> str:
    return f"{case['below']}:\n{row}" if "below" in case else row


def faults(read: Callable[[str, str], Source], kind: str, rows: str) -> tuple[Problem, ...]:
    with pytest.raises(ArchiveError) as caught:
        read(kind, rows)
    return caught.value.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_line_to_paste_keeps_every_word(
    case: dict[str, Any], read: Callable[[str, str], Source]
) -> None:
    (problem,) = faults(read, case["kind"], rows_of(case, case["row"]))
    assert case["says"] in problem.text
    indent = case["row"][: len(case["row"]) - len(case["row"].lstrip())]
    source = read(case["kind"], rows_of(case, indent + problem.paste))
    assert source.value_at(tuple(case["at"])) == case["value"]


@pytest.mark.parametrize(
    ("kind", "rows", "field", "said"),
    [
        ("post", "antall:", "antall", 'Raden "antall" finns inte. Menade du "antal"?'),
        ("post", "mer:", "mer", 'Raden "mer" finns inte. Du kan skriva '),
        (
            "post",
            "åtgärder:\n  - vad: Laga\n    ansvarig: Skolan\n    vem:",
            "åtgärder.vem",
            'Raden "vem" finns inte.',
        ),
        ("post", "statistik:\n  indikatorn:", "statistik.indikatorn", 'Menade du "indikator"?'),
        ("post", "struken: {skriven: }", "struken.skriven", 'Raden "skriven" finns inte.'),
        ("beslut", "avser: {gata: }", "avser.gata", 'Raden "gata" finns inte.'),
        ("möte", "närvaro: {Polisern: }", "närvaro.Polisern", 'Menade du "Polisen"?'),
        ("möte", "bedömning:\n  Ordnnig:", "bedömning.Ordnnig", 'Menade du "Ordning"?'),
        ("rapport", "sammanfattning:", "sammanfattning", 'Raden "sammanfattning" finns inte.'),
        (
            "möte",
            "närvaro: {Polisen: närvarande, Skolan}",
            "närvaro",
            '"Skolan" saknar namn eller värde: varje del skrivs "namn: värde".',
        ),
        (
            "post",
            "åtgärder:\n  - {Laga, ansvarig: Skolan}",
            "åtgärder",
            '"Laga" saknar namn eller värde: varje del skrivs "namn: värde".',
        ),
        (
            "post",
            "åtgärder:\n  - {vad: Laga, ansvarig: Skolan, Polisen}",
            "åtgärder",
            'Komma skiljer delarna inom { }. "Polisen" saknar namn eller värde',
        ),
    ],
)
def test_an_unknown_row_with_nothing_behind_it_is_named(
    kind: str, rows: str, field: str, said: str, read: Callable[[str, str], Source]
) -> None:
    found = faults(read, kind, rows)
    assert [said in problem.text for problem in found if problem.field == field] == [True]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("post", "antal:\ntid:\nåtgärder:"),
        ("post", "struken:"),
        ("möte", "närvaro:\n  Polisen:\n  Skolan:\nbedömning:\n  Ordning:\n"),
        ("beslut", "avser: {problemtyp: , plats: }"),
    ],
)
def test_an_untouched_row_of_a_template_says_nothing(
    kind: str, rows: str, read: Callable[[str, str], Source]
) -> None:
    read(kind, rows)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("tröskel: 5", "tröskel: 5\ntröskeln:", "tröskeln"),
        ("förval: {", "förval: {sprids: , ", "förval.sprids"),
        ("  - {namn: Polisen, ", "  - {namn: Polisen, gata: , ", "organisationer.gata"),
    ],
)
def test_an_unknown_row_of_the_mall_is_named(
    old: str, new: str, field: str, tmp_path: Path
) -> None:
    mall = (SMALL / "entries/mall.yml").read_text(encoding="utf-8")
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries/mall.yml").write_text(mall.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        read_mall(tmp_path)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_a_comma_is_no_fault_where_it_parts_what_should_be_parted(
    read: Callable[[str, str], Source],
) -> None:
    source = read("post", 'preventionsstjärnan: [Brott]\nstöd från annan: "En, två"')
    assert source.value_at(("stöd från annan",)) == "En, två"
    source = read("beslut", "underlag: [a, b]\nuppdrag: [{vad: 'a, b', ansvarig: Skolan,}]")
    assert source.value_at(("underlag",)) == ["a", "b"]
    assert source.value_at(("uppdrag", 0, "vad")) == "a, b"


# Everything that YAML gives a meaning, between words that are no row's name.
TEXTS = st.lists(
    st.sampled_from(["ab", "å", "1", *" ,:#-'\"[]{}&*!|>%@`?~\\=<”", ": ", " #", ", ", "- "]),
    min_size=1,
    max_size=8,
).map(lambda parts: " ".join("".join(parts).split()))
FRAMES = (
    ("åtgärder:\n  - {{vad: {}, ansvarig: Skolan}}", ("åtgärder", 0, "vad")),
    ("åtgärder:\n  - vad: {}\n    ansvarig: Skolan", ("åtgärder", 0, "vad")),
    ("stöd från annan: {}", ("stöd från annan",)),
)


@settings(max_examples=300)
@given(text=TEXTS.filter(bool), frame=st.sampled_from(FRAMES))
def test_a_text_is_whole_or_refused_or_warned_of(
    text: str, frame: tuple[str, tuple[str | int, ...]], mall: Mall, tmp_path_factory: Paths
) -> None:
    rows, keys = frame
    folder = tmp_path_factory.getbasetemp()
    try:
        source = read_post(folder, rows.format(text), mall)
    except ArchiveError as error:
        for problem in error.problems:
            kept = keeps_words(folder, rows.format(text), problem, mall, keys)
            assert kept is None or kept == words(text)
        return
    value = source.value_at(keys)
    assert isinstance(value, str)
    hidden = list(no_swallowed_comments(source))
    assert value.strip() in (text, unquoted(text)) or hidden


def read_post(folder: Path, rows: str, mall: Mall) -> Source:
    (folder / "fil.md").write_text(f"---\n{POST[0]}{rows}\n---\n# R\nT.\n", encoding="utf-8")
    source = read_record(folder, "fil.md")
    read_form(Entry, Reading(source, mall))
    return source


def keeps_words(
    folder: Path, rows: str, problem: Problem, mall: Mall, keys: tuple[str | int, ...]
) -> list[str] | None:
    """Return the words of a value after the line to paste is pasted; None when nothing follows."""
    lines = rows.split("\n")
    number = problem.origin.line - POST[0].count("\n") - 2
    if not problem.paste or "\n" in problem.paste:
        return None
    old = lines[number]
    lines[number] = old[: len(old) - len(old.lstrip())] + problem.paste
    try:
        value = read_post(folder, "\n".join(lines), mall).value_at(keys)
    except ArchiveError:
        return None
    return words(value) if isinstance(value, str) else None


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def unquoted(text: str) -> str:
    """Return what stands within one pair of quotation marks around it all."""
    inner = text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    return inner.strip()
