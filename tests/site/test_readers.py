"""A site for one reader holds nothing that the reader may not read: not a word in any of its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.article.codec import to_json
from generator.pages.base.reading import plain_text
from generator.pages.composed import Composer, make_build
from generator.pages.site import Site, make_site
from generator.problems import CannotRun
from generator.records import Archive, find_reader, for_reader, read_archive
from tests.fixed import read_once
from tests.pages.test_nothing_lost import FILES, REMOVED, ours
from tests.places import ROOT
from tests.site.reading_bytes import find_secret, find_withheld, words_of, write_bytes

pytestmark = pytest.mark.slow

ArchiveWith = Callable[..., Path]
SiteFor = Callable[[str], Site]
READERS = ("BRÅ", "Länsstyrelsen", "Publik")
# What is told of a meeting and a report to whoever may read that they are: their own numbers and
# days, the functions that settled them, and to whom they are sent.
HEADS = {
    *("kanarienummer", "kanarieklocka", "kanariediarium", "kanariemottagare", "kanarieadressat"),
    *("kanariegodkännare", "kanarieupprättare", "kanariefastställare"),
    # Those that the mall lists are the mall's words.
    *("kanariefunktion", "kanariestrykare", "kanarieborttagare"),
}
OWN = ("index.md", "rapporter/2026-10.md")
ENTRIES = [path for path in FILES if path.count("/") == 2 and not path.endswith(OWN)]


@pytest.mark.parametrize("reader", READERS)
def test_no_word_of_a_withheld_entry_is_in_any_byte(reader: str, site_for: SiteFor) -> None:
    archive = read_once(ROOT)
    audience = find_reader(archive.mall, reader)
    withheld = find_withheld(archive, audience)
    secret = find_secret(ROOT, ROOT, withheld)
    assert len(secret) > 15
    told = write_bytes(archive, audience, site_for(reader))
    found = {address: words_of(text) & secret for address, text in told}
    assert {address: words for address, words in found.items() if words} == {}


# That there is none of what may be withheld, said flatly; and that what is withheld was never done.
FLAT = re.compile(
    r"\b(?:Inga|Inget|Ingen) (?:annat |nya? )?"
    r"(?:förslag|beslut|åtgärd(?:er)?|uppdrag|statistik|medborgarlöfte|post)\b"
    r"|inte har några tal|har inga tal"
)
UNDONE = (
    *("är inte skriven än", "inte gjord än", "inte bedömt", "ingen trend"),
    # Nor when what is withheld was done.
    "Bedömningen gjordes",
)


@pytest.mark.parametrize("reader", READERS)
def test_what_may_be_withheld_is_never_said_to_be_none(reader: str, site_for: SiteFor) -> None:
    site = site_for(reader)
    told = {
        f"{page.address}: {sentence}"
        for page in site.pages.values()
        # What was sent stays as it was sent, and the guides say how a file is written.
        if not (ROOT / "docs" / page.address).with_suffix(".md").exists()
        and not page.address.startswith(
            ("mallen", "rapportera.", "anteckna.", "beslut/2025-", "beslut/2026-")
        )
        and (reader == "Publik" or not page.address.startswith("rapporter/"))
        for sentence in re.split(r"(?<=[.!?]) |\n", plain_text(page.html))
        if (FLAT.search(sentence) and "sprids hit" not in sentence)
        or (reader == "Publik" and any(words in sentence for words in UNDONE))
    }
    assert told == set()


def full(archive_with: ArchiveWith, **changed: str) -> Archive:
    """Return an archive with a word of its own in every field of text."""
    root = archive_with(files={**FILES, **changed})
    mall = root / "entries/mall.yml"
    by = "[kanariefunktion, kanariestrykare, kanarieborttagare, kanariegodkännare, kanarieupprättare, kanariefastställare]"
    mall.write_text(mall.read_text("utf-8").replace("[Säkerhetschef]", by), "utf-8")
    return read_archive(root)


def read_all(archive: Archive, reader: str) -> str:
    """Return all bytes of a site for one reader, as text."""
    audience = find_reader(archive.mall, reader)
    site = make_site(ROOT / "tests", archive, audience)
    return "\n".join(text for _, text in write_bytes(archive, audience, site))


def compose_all(archive: Archive, reader: str) -> str:
    """Return every article that documents are written of for a reader, as kept."""
    composer = Composer(make_build(ROOT / "tests", archive, find_reader(archive.mall, reader)))
    records = (
        *(report for report in archive.reports if report.meetings),
        *archive.meetings,
        *(found for found in archive.decisions if found.id in composer.build.archive.decision),
    )
    return "".join(to_json(composer.compose(record)) for record in records)


@pytest.mark.parametrize("reader", ["Länsstyrelsen", "Publik"])
def test_the_groups_own_words_go_as_far_as_the_mall_says(
    archive_with: ArchiveWith, reader: str
) -> None:
    archive = full(archive_with)
    assert ours(read_all(archive, reader)) == HEADS
    assert ours(compose_all(archive, reader)) <= HEADS


def test_an_entry_for_the_group_leaves_no_word_to_the_council(archive_with: ArchiveWith) -> None:
    narrow = {
        path: text.replace("organisation:", "spridning: EST\norganisation:", 1)
        for path in ENTRIES
        if path.endswith(".md") and (text := FILES[path]) != REMOVED
    }
    archive = full(archive_with, **narrow)
    told = ours(read_all(archive, "BRÅ") + compose_all(archive, "BRÅ"))
    kept = {word for path, text in FILES.items() if path not in ENTRIES for word in ours(text)}
    hidden = {word for path in ENTRIES for word in ours(FILES[path])} - kept - HEADS
    assert len(hidden) > 20
    assert told & hidden == set()
    # What is planned, and what a record was disposed of by, is the group's own.
    assert kept - told == {"kanariemötesåtgärd", "kanariegallringsbeslut"}


def test_a_reader_that_the_mall_has_not_is_refused() -> None:
    mall = read_once(ROOT).mall
    with pytest.raises(CannotRun, match="är ingen läsare"):
        find_reader(mall, "Allmänheten")
    assert find_reader(mall, "brå").name == "BRÅ"
    assert find_reader(mall, None) == mall.distributions[0]


def test_the_group_gets_the_archive_as_it_is() -> None:
    archive = read_once(ROOT)
    assert for_reader(archive, archive.mall.distributions[0]) is archive
