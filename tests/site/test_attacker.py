"""No känslig number can be narrowed below what is told of it, by anybody who reads all that is told."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator.analysis import Class, find_class, make_scale, part_year, tell_apart
from generator.article.values import numbers_of
from generator.pages.base import as_bytes
from generator.pages.composed import Composer, make_build
from generator.pages.site import Site, make_site
from generator.records import Archive, Distribution, find_reader, for_reader, read_archive
from tests.fixed import read_once
from tests.places import ROOT
from tests.site.attacker import Told, add_up, find_ranges, know, read_numbers, read_words
from tests.site.building import commit_all
from tests.site.drawn import read_drawn
from tests.site.reading_bytes import write_bytes
from tests.written import WITHHELD

pytestmark = pytest.mark.slow

ArchiveWith = Callable[..., Path]
READERS = ("BRÅ", "Länsstyrelsen", "Publik")
ARCHIVES = 500
# Each is composed and written whole, twice.
DRAWN = 10


def span_of(found: Class) -> tuple[float, float]:
    return found.low, found.top


def attack(archive: Archive, reader: str, site: Site) -> int:
    """Hold what a reader can find of each month's number against what is told of it; return of how many."""
    audience = find_reader(archive.mall, reader)
    texts = [str(text) for address, text in site.files.items() if address.endswith("-tal.csv")]
    told = {(slug, period): span for text in texts for slug, period, span in read_numbers(text)}
    shown = for_reader(archive, audience)
    months = {meeting.id: report.id for report in shown.reports for meeting in report.meetings}
    known: Counter[tuple[str, str]] = Counter()
    for entry in shown.entries:
        kind, meeting = entry.problem_type, shown.taken_up_at(entry)
        if kind and kind.is_sensitive and entry.counts and meeting in months:
            known[kind.slug, months[meeting]] += entry.counted_events
    ranges = find_ranges([*add_up((*key, span) for key, span in told.items()), *know(known)])
    for cell, found in ranges.items():
        low, high = told[cell]
        assert found == (max(low, known[cell]), high), cell
    return len(told)


@pytest.mark.parametrize("reader", READERS)
def test_nothing_of_the_example_is_narrower_than_its_class(
    reader: str, site_for: Callable[[str], Site]
) -> None:
    assert attack(read_once(ROOT), reader, site_for(reader)) > 100


@pytest.mark.parametrize("seed", range(DRAWN))
def test_a_drawn_year_tells_nothing_but_its_classes(seed: int, tmp_path: Path) -> None:
    """Nothing that is told is narrower; and what is withheld can be another, and no byte is."""
    reader = READERS[seed % len(READERS)]
    archive = read_drawn(tmp_path / "0", seed)
    audience = find_reader(archive.mall, reader)
    told = tell_apart(archive, for_reader(archive, audience))
    site = make_site(tmp_path / "0", archive, audience)
    assert attack(archive, reader, site) >= 12
    first = read_all(archive, audience, site)
    # Another draw may have another class of a month with two meetings, or of the year.
    for again in range(1, 100):
        root = tmp_path / str(again)
        other = read_drawn(root, seed, again)
        if tell_apart(other, for_reader(other, audience)) == told:
            assert other.entries != archive.entries
            assert read_all(other, audience, make_site(root, other, audience)) == first
            return
    raise AssertionError("no other draw has the same classes")


def random_year(seed: int) -> tuple[int, list[int], list[int]]:
    """Return a threshold, the händelser of some months, and what entries that may be read tell of them."""
    # The same years each time.
    dice = random.Random(seed)
    usual = dice.choice((0, 1, 2, 4, 8, 15, 40))
    numbers = [
        0 if dice.random() < 0.2 else int(dice.expovariate(1 / (usual + 0.01)))
        for _ in range(dice.randint(1, 12))
    ]
    known = [dice.randint(0, number) if dice.random() < 0.3 else 0 for number in numbers]
    return dice.choice((3, 5, 5, 5, 8)), numbers, known


def tell_year(seed: int) -> tuple[list[Class], Class, list[int], list[int]]:
    threshold, numbers, known = random_year(seed)
    scale = make_scale(threshold)
    months = [find_class(scale, number) for number in numbers]
    blocks = part_year(scale, months, known)
    # Which block it is follows from what is told, so it tells no more than itself.
    assert all(
        first.high is not None and first.high + 1 == then.low for first, then in pairwise(blocks)
    )
    return months, find_class(blocks, sum(numbers)), numbers, known


def test_no_month_of_random_archives_is_narrower_than_its_class() -> None:
    whole = 0
    for seed in range(ARCHIVES):
        months, year, numbers, known = tell_year(seed)
        cells = [(f"{place:02}", read_words(str(month))) for place, month in enumerate(months, 1)]
        told = [Told((cell,), *span) for cell, span in cells]
        everything = Told(tuple(cell for cell, _ in cells), *read_words(str(year)))
        for least in ([0] * len(known), known):
            own = {cell: number for (cell, _), number in zip(cells, least, strict=True)}
            ranges = find_ranges([*told, everything, *know(own)])
            for (cell, (low, high)), number in zip(cells, least, strict=True):
                assert ranges[cell] == (max(low, number), high), (seed, cell)
        whole += year == find_class(make_scale(random_year(seed)[0]), sum(numbers))
    # Most years are told by the class that their number has, and so do say something.
    assert whole > ARCHIVES / 2, whole


def naive(seed: int) -> Iterator[tuple[list[Told], dict[str, tuple[float, float]]]]:
    """Mask the cells that are small, and tell all else as it is: the months' sums too."""
    dice = random.Random(seed)
    threshold, numbers, _ = random_year(seed)
    others = [dice.randint(0, 12) for _ in numbers]
    told: list[Told] = []
    masked: dict[str, tuple[float, float]] = {}
    for place, (own, other) in enumerate(zip(numbers, others, strict=True)):
        cells = (f"känslig {place}", f"öppen {place}")
        for cell, number in zip(cells, (own, other), strict=True):
            if cell == cells[0] and 0 < number < threshold:
                masked[cell] = (1, threshold - 1)
                told.append(Told((cell,), *masked[cell]))
            else:
                told.append(Told((cell,), number, number))
        told.append(Told(cells, own + other, own + other))
    if masked:
        yield told, masked


def test_the_attacker_breaks_a_masking_of_cells_alone() -> None:
    asked = broken = 0
    for seed in range(100):
        for told, masked in naive(seed):
            ranges = find_ranges(told)
            asked += 1
            broken += any(ranges[cell] != span for cell, span in masked.items())
    assert asked > 40
    assert broken == asked


FIRST, SECOND, THIRD = (
    f"entries/2026-10-15/{name}.md" for name in ("polisen-tecken", "skolan-tecken", "skolan-till")
)
BY_ANOTHER = WITHHELD.replace("Polisen", "Skolan")
# One that is no händelse, by an organisation that reports when it has something to tell.
SEEN = BY_ANOTHER.replace("Skolan", "Fastighetsbolaget").replace("antal: 2", "slag: Iakttagelse")
# What differs between two archives in what is withheld alone, their classes being the same: what is
# written in the place of something in the first entry, and the entries beside it.
VARIANTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "told by another, of another place and day": (
        {"Polisen": "Skolan", "Centrum": "Norra skolan", "2026-10-05": "2026-09-28"},
        {},
    ),
    "told in two entries, and another number": ({}, {SECOND: BY_ANOTHER}),
    "corrected later than anything else": (
        {
            "spridning": "rättelser: [{datum: 2026-11-19, fält: antal, stod: 3, ska stå: 2, skäl: Fel, av: Trygghetssamordnare}]\nspridning"
        },
        {},
    ),
    "with an åtgärd, a factor and a follow-up of its own": (
        {
            "spridning": "åtgärder: [{vad: Mer ljus, ansvarig: Skolan, senast: 2026-11-01}]\nfaktorer: [{risk: Mörkt, kontext: Skola}]\nspridning"
        },
        {},
    ),
    "told again by another": (
        {},
        {
            "entries/2026-10-15/skolan-samma.md": BY_ANOTHER.replace(
                "spridning", f"samma som: {FIRST[8:-3]}\nspridning"
            )
        },
    ),
    "with a rumour and something seen beside it": (
        {},
        {
            "entries/2026-10-15/skolan-rykte.md": BY_ANOTHER.replace(
                "spridning", "tillförlitlighet: obekräftat\nspridning"
            ),
            "entries/2026-09-17/fastighet-sett.md": SEEN.replace("2026-10-05", "2026-09-12"),
        },
    ),
    "with one that waits for a meeting to come": (
        {},
        {"entries/2026-11-12/skolan-vantar.md": BY_ANOTHER.replace("2026-10-05", "2026-11-02")},
    ),
    "with one more that was struck": (
        {},
        {
            THIRD: BY_ANOTHER.replace(
                "spridning",
                "struken: {datum: 2026-11-18, skäl: Fel, av: Trygghetssamordnare}\nspridning",
            )
        },
    ),
}


def vary(*names: str) -> dict[str, str]:
    """Return the files of some variants at once; of none, the entry as it was."""
    text, more = WITHHELD, {}
    for changes, files in map(VARIANTS.__getitem__, names):
        more |= files
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
    return {FIRST: text, **more}


def read_site(root: Path, reader: str) -> dict[str, bytes]:
    archive = read_archive(root)
    audience = find_reader(archive.mall, reader)
    return read_all(archive, audience, make_site(root, archive, audience))


def read_all(archive: Archive, audience: Distribution, site: Site) -> dict[str, bytes]:
    """Return all that a site tells a reader, by address."""
    told = {address: as_bytes(content) for address, content in site.files.items()}
    words = {address: text.encode() for address, text in write_bytes(archive, audience, site)}
    return {**words, **told, "today": str(site.today).encode()}


@pytest.mark.parametrize("reader", READERS)
def test_what_differs_in_what_is_withheld_alone_gives_the_same_bytes(
    archive_with: ArchiveWith, reader: str
) -> None:
    def read(*names: str) -> dict[str, bytes]:
        root = archive_with(files=vary(*names))
        found = read_site(root, reader)
        for path in {path for _, files in VARIANTS.values() for path in files}:
            (root / path).unlink(missing_ok=True)
        return found

    base = read()
    assert "Tecken på nätverk".encode() in base["rapporter/2026-10.html"]
    if (found := read(*VARIANTS)) != base:
        # Which of them it was.
        assert [name for name in VARIANTS if read(name) != base] == []
        assert found == base


def test_the_history_of_what_is_withheld_is_not_told(archive_with: ArchiveWith) -> None:
    root = archive_with(files={FIRST: WITHHELD})
    commit_all(root, "2026-11-20")
    before = read_site(root, "BRÅ")
    (root / FIRST).write_text(WITHHELD.replace("Vi såg", "Vi har sett"), "utf-8")
    commit_all(root, "2026-11-28")
    assert read_site(root, "BRÅ") == before
    (root / FIRST).rename(root / SECOND)
    commit_all(root, "2026-11-29")
    assert read_site(root, "BRÅ") == before
    assert read_site(root, "EST") != before


@pytest.mark.parametrize("reader", READERS[:2])
def test_nine_of_ten_numbers_are_the_groups_own(reader: str) -> None:
    own, told = list_numbers("EST"), set(list_numbers(reader))
    assert sum(number in told for number in own) >= 0.9 * len(own)


@cache
def list_numbers(reader: str) -> list[tuple[str, str, int]]:
    """Return every number of the example's articles as a reader has them: title, key and value."""
    archive = read_once(ROOT)
    composer = Composer(make_build(ROOT, archive, find_reader(archive.mall, reader)))
    known = composer.build.archive
    composed = (
        *(composer.compose_today(row) for row in archive.reports if row.meetings),
        *(composer.compose(row) for row in archive.meetings),
        *(composer.compose(row) for row in archive.decisions if row.id in known.decision),
    )
    return [
        (article.title, number.key, int(number.amount.value))
        for article in composed
        for number in numbers_of(article)
        if number.amount.value
    ]
