"""What is said of how many poster there are, and the entries that would make it false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.article.plain import plain_words
from generator.pages.base.build import Build
from generator.pages.base.reading import plain_text
from generator.pages.handwritten.build import describe_archive
from generator.pages.organisation.build import build_organisations
from generator.pages.place.build import build_places
from generator.pages.star.build import build_star
from tests.article.composed import part_of
from tests.pages.composing import items_in, meeting_of
from tests.places import load_cases
from tests.written import day_of, write_meetings

CASES: dict[str, Any] = load_cases(Path(__file__).parent / "posts.yml")
BUILDERS = (build_places, build_organisations, build_star)


def test_what_led_on_counts_as_the_rest_does(tmp_path: Path) -> None:
    """A rumour may have led to something, but is no post that did."""
    told = {"åtgärder": "[{vad: Byt ruta, ansvarig: Polisen}]"}
    rumour = {**told, "tillförlitlighet": "obekräftat", "plats": "Norra skolan"}
    rows = [f"{{åtgärd: {day_of(1)}/{stem}#1, status: klar, datum: 2026-01-20}}" for stem in "ab"]
    meetings: list[dict[str, Any]] = [
        {"a": told, "b": rumour},
        {"c": {"plats": "Centrum", "uppföljning": f"[{', '.join(rows)}]"}},
    ]
    build = Build(write_meetings(tmp_path, meetings), {})
    pages = {page.address: page for page in build_organisations(build)}
    words = plain_text(pages["organisationer/polisen.html"].html)
    assert "En av posterna hör ihop med förslag, beslut eller klara åtgärder." in words
    assert "En post och en post som inte räknas hör ihop med två åtgärder som är klara." in words


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_poster(tmp_path: Path, case: str) -> None:
    told = CASES[case]
    build = Build(write_meetings(tmp_path, told["meetings"]), {})
    pages = {page.address: page for builder in BUILDERS for page in builder(build)}
    meeting = meeting_of(build, str(day_of(len(told["meetings"]))))
    addresses = {
        "place": "platser/stora-torget.html",
        "who": "organisationer/polisen.html",
        "star": "stjarnan.html",
    }
    said = {key: plain_text(pages[addresses[key]].html) for key in addresses if key in told}
    said |= {"meeting": plain_words(meeting), "archive": describe_archive(build)}
    for key in said.keys() & told.keys():
        words = said[key].replace("\xa0", " ")
        assert told[key] in words, key
        # What is said is all that is said of it.
        after = words.partition(told[key])[2]
        more = ("Därutöver", "Däremot", "Vanligast", "Utanför", "varav")
        assert not after.lstrip(" .\n").startswith(more), key
    if "new" in told:
        assert items_in(part_of(meeting, "_sedan-forra"))[0] == told["new"]
