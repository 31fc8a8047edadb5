"""Every status on every page, against what the raw files say had been told by the page's day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

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
    chips = [
        part
        for part in own_parts(element)
        if part.attributes.get("class", "").startswith("lb-status--")
    ]
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


def day_sent(raw: Raw, address: str) -> date | None:
    """The day that what a report's page shows was sent, if it was."""
    month, _, version = Path(address).stem.partition("-version-")
    kept = sorted(
        (raw.root / "entries/rapporter").glob(f"{month}.sent*.json"), key=lambda f: len(f.name)
    )
    if not address.startswith("rapporter/") or not kept:
        return None
    file = kept[int(version) - 1] if version else kept[-1]
    return date.fromisoformat(json.loads(file.read_text("utf-8"))["head"]["day"])


def test_every_status_is_that_of_the_pages_day(site_tree: Tree, statuses: Statuses) -> None:
    compared = 0
    differing = []
    for page in site_tree.pages:
        # A report that was sent says what was known then, and nothing that was told of that time later.
        sent = day_sent(statuses.raw, page.address)
        day = sent or day_of_page(statuses.raw, page.address)
        known = Statuses(statuses.raw, sent) if sent else statuses
        for element in find_holders(page) if page.article else ():
            chips = find_chips(element)
            subjects = [s for s in find_subjects(statuses, page, element) if s in known.places]
            if not chips or not subjects:
                continue
            compared += 1
            words = [re.sub(r"\s\d.*", "", chip) for chip in chips]
            first, *others = (known.chips(subject, day) for subject in subjects)
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
