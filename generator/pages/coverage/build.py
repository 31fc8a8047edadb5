"""Who has reported: organisations against meetings, a table a year, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.analysis import GONE, Coverage, Reporting, find_coverage, gather
from generator.pages.base import Build, Page
from generator.records import Archive, Meeting, Organisation
from generator.swedish import capitalize, join_names, join_words, say_count, say_number

ADDRESS = "vem-har-rapporterat.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign for the eye and a word for the ear."""

    sign: str
    word: str
    look: str


CELLS = {
    Reporting.REPORTED: Cell("✓", "rapporterat", "yes"),
    Reporting.NOTHING: Cell("·", "inget att rapportera", "none"),
    **{gone: Cell("(✓)", gone, "none") for gone in GONE},
    Reporting.SILENT: Cell("–", "har inte rapporterat", "silent"),
}
# To others than the group this is one with having reported.
NOT_TOLD = (Reporting.NOTHING,)
CALLED_OFF = Cell("", "inställt möte", "na")
NOT_EXPECTED = Cell("", "behövde inte rapportera", "na")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What an organisation did before each meeting of a year.

    That is None where the meeting was called off or it was not expected to report.
    """

    organisation: Organisation
    did: tuple[tuple[Meeting, Reporting | None], ...]
    is_expected: bool

    @property
    def told(self) -> int:
        """To how many meetings it reported."""
        return sum(did is not None for _, did in self.did) - self.missing

    @property
    def missing(self) -> int:
        """To how many meetings it should have reported and did not."""
        return sum(did is Reporting.SILENT for _, did in self.did)

    @property
    def cells(self) -> Iterator[Cell]:
        """What it did, as the table has it."""
        for meeting, did in self.did:
            yield CELLS[did] if did else CALLED_OFF if meeting.called_off else NOT_EXPECTED

    @property
    def sum(self) -> str:
        """Write `22 av 24`, or how many times when nothing was expected."""
        many = say_number(self.told)
        return f"{many} av {say_number(self.told + self.missing)}" if self.is_expected else many

    @property
    def gone(self) -> list[tuple[Meeting, Reporting]]:
        """The meetings to which it reported, but nothing of what it told stands any more."""
        return [(meeting, did) for meeting, did in self.did if did in GONE]


@dataclass(frozen=True, slots=True)
class CoverageYear:
    """The meetings planned for a year, and the organisations that should have reported or did."""

    year: int
    meetings: tuple[Meeting, ...]
    rows: tuple[CoverageRow, ...]


def build_coverage(build: Build) -> Iterator[Page]:
    """Build the one page of who has reported."""
    meetings = [found for found in build.archive.meetings if found.is_held or found.called_off]
    # A meeting stands in the year it was planned for, as its address does, whenever it was held.
    by_day = sorted(meetings, key=lambda found: (found.planned.year, found.day), reverse=True)
    years = [
        describe_year(build.archive, year, tuple(reversed(list(group))))
        for year, group in groupby(by_day, key=lambda found: found.planned.year)
    ]
    used = {cell for year in years for row in year.rows for cell in row.cells}
    gone = [CELLS[did] for did in GONE]
    yield build.write_page(
        "coverage/coverage.html",
        ADDRESS,
        "Vem har rapporterat",
        parent="organisationer/index.html",
        lead=describe_coverage(years),
        years=years,
        legend=explain_signs(
            cell
            for did, cell in CELLS.items()
            if cell in used or not (cell in gone or (build.archive.reader and did in NOT_TOLD))
        ),
        has_gone=any(row.gone for year in years for row in year.rows),
    )


def explain_signs(cells: Iterable[Cell]) -> list[Cell]:
    """Return each sign once, with all that it stands for; what each begins with only once too."""
    found = []
    for same in gather((cell.sign, cell) for cell in cells).values():
        first, *others = [cell.word for cell in same]
        shared = first.rpartition(" ")[0]
        words = [first, *(word.removeprefix(shared).strip() for word in others)]
        found.append(replace(same[0], word=join_words(words, "eller")))
    return found


def describe_year(archive: Archive, year: int, meetings: tuple[Meeting, ...]) -> CoverageYear:
    """Return a year's table; an organisation stands there if it was expected or wrote."""
    found = [(m, None if m.called_off else find_coverage(archive, m)) for m in meetings]
    shown = {row.slug for _, coverage in found if coverage for row in coverage.shown}
    rows = tuple(
        describe_organisation(row, found) for row in archive.mall.organisations if row.slug in shown
    )
    return CoverageYear(year, meetings, rows)


def describe_organisation(
    organisation: Organisation, found: Sequence[tuple[Meeting, Coverage | None]]
) -> CoverageRow:
    """Return an organisation's row of a year's table."""
    did = tuple((m, coverage.of(organisation) if coverage else None) for m, coverage in found)
    is_expected = any(coverage and organisation in coverage.expected for _, coverage in found)
    return CoverageRow(organisation, did, is_expected)


def describe_coverage(years: Sequence[CoverageYear]) -> str:
    """Say for the newest year who always reported, and who most often did not."""
    if not years:
        return "Inget möte har hållits än, så ingen har kunnat rapportera."
    year, held = years[0].year, sum(meeting.is_held for meeting in years[0].meetings)
    if not held:
        return f"Inget möte har hållits {year} än."
    rows = [row for row in years[0].rows if row.is_expected]
    if not rows:
        who = join_names(row.organisation.name for row in years[0].rows if row.told) or "Ingen"
        return f"Ingen organisation ska rapportera till varje möte. {who} har rapporterat {year}."
    if not any(row.missing for row in rows):
        return f"Alla som ska rapportera till varje möte har gjort det {year}."
    if held == 1:
        number = sum(not row.missing for row in rows)
        told = capitalize(say_count(number, "", "").strip()) if number else "Ingen"
        of_all = say_count(len(rows), "organisation", "organisationer")
        return f"{told} av {of_all} har rapporterat till det enda mötet {year}."
    # Who was a member for a part of the year only did not report to all of its meetings.
    always = [row.organisation.name for row in rows if row.told >= held]
    parts = [f"{join_names(always)} har rapporterat till alla möten {year}."] if always else []
    return " ".join([*parts, describe_missing(rows, year)])


def describe_missing(rows: Sequence[CoverageRow], year: int) -> str:
    """Say how many organisations have not reported, and to how many meetings; the table names them."""
    found = sorted(row.missing for row in rows if row.missing)
    least, most = found[0], found[-1]
    who = say_count(len(found), "organisation", "organisationer")
    each = "" if len(found) == 1 else " vardera"
    many = f"{say_count(most, 'möte', 'möten', neuter=True)}{each}"
    if least < most:
        many = f"mellan {say_count(least, '', '', neuter=True).strip()} och {say_count(most, 'möte', 'möten', neuter=True)}"
    return f"Från {who} saknas rapport till {many} {year}."


def describe_complete(coverage: Coverage) -> str:
    """Say of a meeting that nobody's report is missing, and who reported where none had to."""
    if coverage.expected:
        return "Alla som ska rapportera har gjort det."
    who = join_names(row.name for row in coverage.shown) or "Ingen"
    return f"Ingen organisation ska rapportera till varje möte. {who} har rapporterat."
