"""Every page opened once in each way an archive is read, and all that goes wrong there at once.

A page breaks no policy of its own, reports no error, asks for nothing outside and nothing that is
not there, and is no wider than a desk's or a phone's window, where
each picture is shown once. Dead links need no browser: `test_links.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
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
    """Pages to open in one way: all of them, or one of each kind, whose colours are then switched."""

    way: Literal["server", "folder", "export"]
    scheme: Scheme
    every: bool


# What a page says is the same in a folder as on a server; what its scripts reach is not.
ROUNDS = (
    Round("server", "light", every=True),
    Round("folder", "dark", every=False),
    Round("export", "dark", every=True),
)


@pytest.mark.parametrize("planned", ROUNDS, ids=lambda planned: planned.way)
def test_nothing_goes_wrong_on_a_page(
    planned: Round, browser: Browser, request: pytest.FixtureRequest
) -> None:
    name = "export_tree" if planned.way == "export" else "site_tree"
    tree: Tree = request.getfixturevalue(name)
    on_server = planned.way == "server"
    home = request.getfixturevalue("served") if on_server else f"{tree.folder.as_uri()}/"
    context = browser.new_context(color_scheme=planned.scheme)
    addresses = tree.addresses if planned.every else KINDS.values()
    found = list(find_faults(watch(context, home), addresses, chooses=not planned.every))
    context.close()
    assert_none(found)


def find_faults(visit: Visit, addresses: Collection[str], *, chooses: bool) -> Iterator[str]:
    """Open pages and yield a line for all that goes wrong; the reader may choose other colours."""
    for address in addresses:
        visit.open(address)
        if chooses:
            choose_other_colours(visit.page)
        for width in (DESK, PHONE):
            visit.resize(width)
            if scrolls_sideways(visit.page):
                yield f"{address} scrolls sideways at {width} px"
            for fault in find_badly_drawn(visit.page):
                yield f"{address} at {width} px: {fault}"
        yield from visit.faults
