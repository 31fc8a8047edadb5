"""Every page opened once in each way an archive is read, and all that goes wrong there at once.

A page breaks no policy of its own, reports no error, asks for nothing outside and nothing that is
not there, and is no wider than a desk's or a phone's window, where
each picture is shown once. Dead links need no browser: `test_links.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.site.reading import Tree, assert_none
from tests.site.visiting import (
    DESK,
    KINDS,
    PHONE,
    Scheme,
    Visit,
    choose_other_colours,
    find_badly_drawn,
    scrolls_sideways,
    watch,
)


@dataclass(frozen=True, slots=True)
class Round:
    """Pages to open in one way, one of each kind at both widths and the others at some.

    Where the others are not opened, the pages are drawn and the reader switches the colours.
    """

    way: Literal["server", "folder", "export"]
    scheme: Scheme
    others: tuple[int, ...]


# What a page says is the same in all (test_same_article.py), and what its scripts reach is not. The
# export has more room for it on a desk, and less on a phone.
ROUNDS = (
    Round("server", "light", others=(DESK, PHONE)),
    Round("folder", "dark", others=()),
    Round("export", "dark", others=(PHONE,)),
)


@pytest.mark.parametrize("planned", ROUNDS, ids=lambda planned: planned.way)
def test_nothing_goes_wrong_on_a_page(
    planned: Round, browser: Browser, undrawn: Browser, request: pytest.FixtureRequest
) -> None:
    name = "export_tree" if planned.way == "export" else "site_tree"
    tree: Tree = request.getfixturevalue(name)
    on_server = planned.way == "server"
    home = request.getfixturevalue("served") if on_server else f"{tree.folder.as_uri()}/"
    drawn = not planned.others
    context = (browser if drawn else undrawn).new_context(color_scheme=planned.scheme)
    widths = dict.fromkeys(tree.addresses if planned.others else (), planned.others)
    widths |= dict.fromkeys(KINDS.values(), (DESK, PHONE))
    found = list(find_faults(watch(context, home, drawn=drawn), widths, chooses=drawn))
    context.close()
    assert_none(found)


def find_faults(
    visit: Visit, pages: Mapping[str, tuple[int, ...]], *, chooses: bool
) -> Iterator[str]:
    """Open pages at widths and yield a line for all that goes wrong; the reader may choose other colours."""
    # A page is opened as wide as the one before was left: to lay out a page anew takes its time.
    for (address, widths), step in zip(pages.items(), cycle((1, -1)), strict=False):
        visit.resize(widths[::step][0])
        visit.open(address)
        if chooses:
            choose_other_colours(visit.page)
        for width in widths[::step]:
            visit.resize(width)
            visit.settle()
            if scrolls_sideways(visit.page):
                yield f"{address} scrolls sideways at {width} px"
            for fault in find_badly_drawn(visit.page):
                yield f"{address} at {width} px: {fault}"
        yield from visit.faults
