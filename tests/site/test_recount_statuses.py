"""Every status on every page, against what the raw files say had been told by the page's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from tests.site.raw import Raw, day_of, read_lines
from tests.site.raw_statuses import Statuses
from tests.site.reading import Document, Element, Tree

HOLDERS = ("li", "tr")
# What is listed there is what was told then, not how it stands.
TOLD_THEN = "Följer upp:"
STEPS = {"beslut", "rapporter"}
STORY = "Dagar från beslutet"


@pytest.fixture(scope="module")
def statuses(raw: Raw) -> Statuses:
    return Statuses(raw)


def day_of_page(raw: Raw, address: str) -> date:
    """The day a page's statuses are told on."""
    folder, _, name = address.removesuffix(".html").partition("/")
    if folder == "moten" and name in raw.meetings and raw.meetings[name].is_held:
        return raw.meetings[name].day
    if folder == "rapporter" and name in raw.months:
        file = raw.root / f"entries/{folder}/{name}.md"
        lines = read_lines(file) if file.exists() else {}
        for key in ("fastställd", "upprättad"):
            if key in lines:
                return day_of(lines[key]["datum"])
    return raw.today


def find_holders(page: Document) -> Iterator[Element]:
    """Yield the items and rows of a page that hold a status, and its header."""
    assert page.article
    folder = page.address.partition("/")[0]
    told = [o for o in page.article.find("ol") if "lb-timeline" in o.classes]
    told += [t for t in page.article.find("table") if t.find("thead")[0].text.endswith(STORY)]
    steps = {id(e) for part in told for e in part.walk()}
    for element in page.article.find(*HOLDERS, "section"):
        is_proposal = "lb-proposal" in element.classes
        is_step = folder in STEPS and id(element) in steps
        is_told = element.tag in HOLDERS or is_proposal
        if is_told and not is_step and not element.text.startswith(TOLD_THEN):
            yield element


def own_parts(element: Element) -> Iterator[Element]:
    """Yield what stands in an element itself, and not in an item or row within it."""
    for child in element.children:
        if isinstance(child, Element) and child.tag not in HOLDERS:
            yield child
            yield from own_parts(child)


def find_chips(element: Element) -> list[str]:
    """The statuses in an element, its own first: those beside what a row's header names come after."""
    named = [part for part in element.children if isinstance(part, Element) and part.tag == "th"]
    chips = [part for part in own_parts(element) if "lb-status" in part.classes]
    beside = {id(part) for header in named for part in own_parts(header)}
    return [part.text for part in sorted(chips, key=lambda part: id(part) in beside)]


def find_subjects(statuses: Statuses, page: Document, element: Element) -> list[str]:
    """The addresses of what an element tells of: its own id, then those it links to."""
    links = (part.attributes.get("href", "") for part in own_parts(element) if part.tag == "a")
    found = [page.resolve(link) for link in links]
    if own := element.attributes.get("id"):
        found.insert(0, (page.address, own))
    known = [address for address in map("#".join, found) if address in statuses.places]
    if "lb-proposal" in element.classes:
        known.sort(key=lambda address: statuses.places[address][0] != "förslag")
    return list(dict.fromkeys(known))


# Reports that were sent before a status of an earlier day was told.
SENT_BEFORE = {
    "rapporter/2025-11-version-1.html",
    "rapporter/2026-01.html",
    "rapporter/2026-02.html",
    "rapporter/2026-04.html",
}


def test_every_status_is_that_of_the_pages_day(site_tree: Tree, statuses: Statuses) -> None:
    compared = 0
    differing = []
    for page in site_tree.pages:
        if page.address in SENT_BEFORE:
            continue
        day = day_of_page(statuses.raw, page.address)
        for element in find_holders(page) if page.article else ():
            chips = find_chips(element)
            subjects = find_subjects(statuses, page, element)
            if not chips or not subjects:
                continue
            compared += 1
            words = [re.sub(r"\s\d.*", "", chip) for chip in chips]
            first, *others = (statuses.chips(subject, day) for subject in subjects)
            rest = words[len(first) :] if words[: len(first)] == first else words
            for more in others if rest is not words else ():
                rest = rest[len(more) :] if rest[: len(more)] == more else rest
            if rest:
                differing.append(
                    f"{page.address}: {element.text[:60]}: {words}, but {first} {others}"
                )
    assert not differing, "\n".join(differing[:30])
    assert compared >= 300, compared


def test_what_is_late_stands_on_the_first_page(site_tree: Tree, statuses: Statuses) -> None:
    day = statuses.raw.today
    late = {
        address
        for address, (sort, _, _) in statuses.places.items()
        if sort in ("åtgärd", "uppdrag")
        and statuses.chips(address, day)[0] in ("försenad", "försenat")
    }
    page = site_tree.documents["index.html"]
    listed = {
        subject
        for element in find_holders(page)
        for subject in find_subjects(statuses, page, element)
        if statuses.places[subject][0] in ("åtgärd", "uppdrag")
    }
    assert late
    assert listed == late


def test_every_action_stands_once_among_all(site_tree: Tree, statuses: Statuses) -> None:
    page = site_tree.documents["atgarder.html"]
    assert page.article
    rows = [row for table in page.article.find("table") for row in table.find("tr")]
    listed = [found for row in rows for found in find_subjects(statuses, page, row)[:1]]
    actions = [address for address, (sort, _, _) in statuses.places.items() if sort == "åtgärd"]
    assert sorted(listed) == sorted(actions)
