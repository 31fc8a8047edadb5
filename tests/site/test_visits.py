"""Every page opened once in each way an archive is read, and all that goes wrong there at once.

A page breaks no policy of its own, reports no error, asks for nothing outside and nothing that is
not there, and is no wider than its window. Dead links need no browser: `test_links.py`.
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
    SIZES,
    Scheme,
    Visit,
    choose_other_colours,
    scrolls_sideways,
    watch,
)


@dataclass(frozen=True, slots=True)
class Round:
    """Pages to open in one way and one look: all of them, or one of each kind."""

    way: Literal["server", "folder", "export"]
    scheme: Scheme
    width: int
    every: bool = False


# One of each kind on the server in dark: `test_accessibility.py`.
ROUNDS = (
    Round("server", "light", DESK, every=True),
    Round("folder", "dark", PHONE, every=True),
    Round("folder", "light", DESK),
    Round("export", "light", PHONE, every=True),
    Round("export", "dark", DESK),
)


@pytest.mark.parametrize("planned", ROUNDS, ids=lambda p: f"{p.way}-{p.scheme}-{p.width}")
def test_nothing_goes_wrong_on_a_page(
    planned: Round, browser: Browser, request: pytest.FixtureRequest
) -> None:
    name = "export_tree" if planned.way == "export" else "site_tree"
    tree: Tree = request.getfixturevalue(name)
    on_server = planned.way == "server"
    home = request.getfixturevalue("served") if on_server else f"{tree.folder.as_uri()}/"
    context = browser.new_context(color_scheme=planned.scheme, viewport=SIZES[planned.width])
    addresses = tree.addresses if planned.every else KINDS.values()
    found = list(find_faults(watch(context, home), addresses, chooses=planned.way == "folder"))
    context.close()
    assert_none(found)


def find_faults(visit: Visit, addresses: Collection[str], *, chooses: bool) -> Iterator[str]:
    """Open pages and yield a line for all that goes wrong; the reader may choose other colours."""
    for address in addresses:
        visit.open(address)
        if chooses and address in KINDS.values():
            choose_other_colours(visit.page)
        if scrolls_sideways(visit.page):
            yield f"{address} scrolls sideways"
        yield from visit.faults
