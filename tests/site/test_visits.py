"""Every page opened once in each way an archive is read, and all that goes wrong there at once.

A page breaks no policy of its own, reports no error, asks for nothing outside and nothing that is
not there, and is no wider than a desk's, a phone's or a 320 pixels wide window, and
on the first two each picture is shown once. Dead links need no browser: `test_links.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.site.reading import assert_none, list_pages
from tests.site.visiting import (
    DESK,
    FORGET_COLOURS,
    KINDS,
    NARROW,
    PHONE,
    REFLOW,
    SCHEME,
    Scheme,
    Visit,
    find_misfits,
    watch,
)


@dataclass(frozen=True, slots=True)
class Round:
    """Pages to open in one way: one of each kind, or all the others."""

    way: Literal["server", "folder", "export"]
    scheme: Scheme
    pages: Literal["each kind", "the others"]


# What a page says is the same in all (test_same_article.py), and what its scripts reach is not. Of
# each kind `test_accessibility.py` opens one on the server. The export has more room for the others
# on a desk, and less on a phone: they are opened where they have no more than that.
ROUNDS = (
    Round("server", "light", "the others"),
    Round("folder", "dark", "each kind"),
    Round("export", "dark", "each kind"),
)


@pytest.mark.parametrize("planned", ROUNDS, ids=lambda planned: planned.way)
def test_nothing_goes_wrong_on_a_page(
    planned: Round, undrawn: Browser, request: pytest.FixtureRequest
) -> None:
    name = "example_export" if planned.way == "export" else "example_site"
    folder: Path = request.getfixturevalue(name)
    on_server = planned.way == "server"
    home = request.getfixturevalue("served") if on_server else f"{folder.as_uri()}/"
    context = undrawn.new_context(color_scheme=planned.scheme)
    visit = watch(context, home, drawn=False)
    visit.page.add_init_script(FORGET_COLOURS)
    if planned.pages == "each kind":
        pages, widths = [*KINDS.values()], (DESK, PHONE, REFLOW)
    else:
        pages = [address for address in list_pages(folder) if address not in KINDS.values()]
        widths = (DESK, NARROW, REFLOW)
    found = list(find_faults(visit, pages, widths, chooses=planned.way == "folder"))
    context.close()
    assert_none(found)


ROOM = "document.querySelector('.lb').getBoundingClientRect().width"


@pytest.mark.parametrize(("here", "there"), [(DESK, DESK), (NARROW, PHONE)])
def test_what_fits_in_the_site_fits_in_the_export(
    here: int, there: int, undrawn: Browser, example_site: Path, example_export: Path
) -> None:
    room = []
    for folder, width in ((example_site, here), (example_export, there)):
        with undrawn.new_context() as context:
            visit = watch(context, f"{folder.as_uri()}/", drawn=False)
            visit.resize(width)
            visit.open("moten/2026-11-12.html")
            visit.settle()
            room.append(visit.page.evaluate(ROOM))
    assert 0 < room[0] <= room[1]


# Presses the button that is seen, and returns the colours before.
CHOOSE_OTHERS = f"""() => {{
  const before = {SCHEME};
  [...document.querySelectorAll("label[for^=__palette]")].find((label) => label.checkVisibility()).click();
  return before;
}}"""


def find_faults(
    visit: Visit, pages: Sequence[str], widths: tuple[int, ...], *, chooses: bool
) -> Iterator[str]:
    """Open pages at widths and yield a line for all that goes wrong; the reader may choose other colours."""
    # A page is opened as wide as the one before was left: to lay out a page anew takes its time.
    for address, step in zip(pages, cycle((1, -1)), strict=False):
        visit.resize(widths[::step][0])
        visit.open(address)
        if chooses:
            asked = visit.page.evaluate(CHOOSE_OTHERS)
            visit.settle()
            if (asked, visit.page.evaluate(SCHEME)) != ("slate", "default"):
                yield f"{address}: is not dark where the reader's system is, or stays so"
        for width in widths[::step]:
            visit.resize(width)
            visit.settle()
            for fault in find_misfits(visit.page, width):
                yield f"{address} at {width} px: {fault}"
        yield from visit.faults
