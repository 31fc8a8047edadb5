"""Problems as their author reads them, and when a suggestion is certain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.near import list_near
from generator.problems import (
    ArchiveError,
    Origin,
    Problem,
    Severity,
    Suggestion,
    join_words,
    only,
    quote,
    show_lines,
    sort_problems,
    suggest,
)
from tests.places import load_cases

TYPES = ("Skadegörelse", "Klotter", "Rån", "Hot eller ofredande", "Misshandel eller bråk")


NEAR = load_cases(Path(__file__).with_name("near_words.yml"))


@pytest.mark.parametrize("case", NEAR["cases"], ids=lambda case: str(case["word"]))
def test_words_that_share_a_word_are_near_and_what_is_unlike_is_not(case: dict[str, Any]) -> None:
    known = NEAR["known"][case["of"]]
    assert list_near(case["word"], known) == case["near"]
    said = suggest(case["word"], known)
    assert (
        [said.certain] == case["near"][:1]
        if said.certain
        else said.others == tuple(case["near"][:3])
    )


@pytest.mark.parametrize(
    ("word", "known", "certain", "others"),
    [
        # One is clearly nearest.
        ("Skadegörese", TYPES, "Skadegörelse", ()),
        ("skadegörelse", TYPES, "Skadegörelse", ()),
        ("Misshandel eler bråk", TYPES, "Misshandel eller bråk", ()),
        ("kvälll", ("morgon", "dag", "kväll", "natt"), "kväll", ()),
        # Exactly at the limits: similarity 0.8 and 0.1 ahead.
        ("abcd", ("abcdef",), "abcdef", ()),
        ("abcde", ("abcdx", "abxyz"), "abcdx", ()),
        # Near, but not near enough.
        ("Skadegör", ("Skadegörelse i hus",), None, ("Skadegörelse i hus",)),
        # Two are near: a suspicion must not become a fact.
        ("obekräftad", ("bekräftat", "obekräftat"), None, ("obekräftat", "bekräftat")),
        ("abcdefghij", ("abcdefghix", "abcdefghiy"), None, ("abcdefghix", "abcdefghiy")),
        # A word of several is another word, however alike the whole.
        ("Stora skolan", ("Norra skolan", "Stora torget"), None, ("Norra skolan",)),
        # At most three, best first, then by name.
        ("aaa", ("aaab", "aaac", "aaad", "aaae"), None, ("aaab", "aaac", "aaad")),
        # Nothing is near.
        ("Kvarteret Bävern", TYPES, None, ()),
        ("", TYPES, None, ()),
        ("Skadegörelse", (), None, ()),
    ],
)
def test_suggest(
    word: str, known: tuple[str, ...], certain: str | None, others: tuple[str, ...]
) -> None:
    assert suggest(word, known) == Suggestion(certain, others)


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        (Suggestion("kväll", ()), 'Menade du "kväll"?'),
        (Suggestion(None, ("a",)), 'Det liknar mest "a".'),
        (Suggestion(None, ("a", "b", "c")), 'Det liknar mest "a", "b" och "c".'),
        (Suggestion(None, ()), ""),
    ],
)
def test_a_suggestion_is_said(suggestion: Suggestion, said: str) -> None:
    assert str(suggestion) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skadegörelse", '"Skadegörelse"'),
        ("  två\n rader\t", '"två rader"'),
        ('den "nya" gaveln', "\"den 'nya' gaveln\""),
        ("x" * 61, '"' + "x" * 59 + '…"'),
        ("höger\u202etill\u200bvänster", '"höger[U+202E]till[U+200B]vänster"'),
        ("tom\u3164t och\x07 \u00a0hårt", '"tom[U+3164]t och hårt"'),
    ],
)
def test_the_authors_words_are_quoted_on_one_line(text: str, shown: str) -> None:
    assert quote(text) == shown


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_words_are_joined_as_swedish_does(words: list[str], joined: str) -> None:
    assert join_words(words, "och") == joined


def test_a_problem_shows_place_field_text_and_the_line_to_paste() -> None:
    origin = Origin("entries/2026-11-12/polisen-torget.md", 3, 13)
    problem = Problem(origin, "Menade du?", "problemtyp", "problemtyp: Skadegörelse")
    assert str(problem) == (
        "entries/2026-11-12/polisen-torget.md:3:13: problemtyp: Menade du?\n"
        "    problemtyp: Skadegörelse"
    )
    assert str(Problem(origin, "Text.")) == "entries/2026-11-12/polisen-torget.md:3:13: Text."


def test_problems_come_in_the_order_of_files_and_once() -> None:
    late, early = Problem(Origin("b.md", 2), "b"), Problem(Origin("b.md", 1, 9), "a")
    other = Problem(Origin("a.md", 10), "c", severity=Severity.VARNING)
    assert sort_problems([late, early, other, late]) == [other, early, late]
    assert only(Severity.VARNING, [late, early, other]) == [other]
    assert str(ArchiveError([late, early])) == "b.md:1:9: a\nb.md:2:1: b"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ett vanligt ord: 12;:: och ## Rubrik", "Ett vanligt ord: 12;:: och ## Rubrik"),
        ("a\tb\u00a0c–d", "a\tb\u00a0c–d"),
        ("::error::Allt godkänt", "> ::error::Allt godkänt"),
        ("  \u00a0::stop-commands::abc;12", ">   \u00a0::stop-commands::abc;12"),
        ("fil: ##[error]x", "fil: ## [error]x"),
        ("##vso[task.complete]", "## vso[task.complete]"),
        ("a\n::set-output name=x::y", "a\n> ::set-output name=x::y"),
        ("a\r::error::x", "a?::error::x"),
        ("\r::error::x", "?::error::x"),
        ("\x1b[2Jborta\x9b1m\x07", "?[2Jborta?1m?"),
        ("fram\u202etillbaka\u2028ny\x85rad", "fram?tillbaka?ny?rad"),
        ("\udcff.geojson", "?.geojson"),
    ],
)
def test_what_is_printed_is_only_words(text: str, printed: str) -> None:
    assert show_lines(text) == printed


def test_a_problem_is_printed_on_lines_of_its_own() -> None:
    """Its place and text hold the names of files and the author's words; its line is to be pasted."""
    problem = Problem(
        Origin("entries/a\n::error::b.geojson"), "Skriv\n::warning::x", "f", "::add-mask::1\n  2"
    )
    assert str(problem).split("\n") == [
        "entries/a?::error::b.geojson:1:1: f: Skriv?::warning::x",
        "    > ::add-mask::1",
        "      2",
    ]


ENGLISH = re.compile(
    r"\b(?:the|is|are|with|missing|should|must|cannot|your|this|that)\b", re.IGNORECASE
)
# What our own mistakes say is for whoever mends the program.
OUR_MISTAKES = ("ValueError", "TypeError", "LookupError")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def said_in(path: Path) -> Iterator[str]:
    """Yield the texts of a module of more than two words, but docstrings, keys and our own mistakes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unsaid: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            unsaid.add(node.value)
        elif isinstance(node, ast.Dict):
            unsaid.update(key for key in node.keys if key)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in OUR_MISTAKES:
            unsaid.update(ast.walk(node))
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) and node not in unsaid else None
        if isinstance(value, str) and len(value.split()) > 2:
            yield value


def test_nothing_is_said_in_english() -> None:
    root = Path(__file__).resolve().parents[1] / "generator"
    texts = [text for path in root.rglob("*.py") for text in said_in(path)]
    pages = [JINJA.sub(" ", path.read_text(encoding="utf-8")) for path in root.rglob("*.html")]
    assert len(texts) > 1000
    assert len(pages) > 20
    assert [text for text in (*texts, *pages) if ENGLISH.search(text)] == []
