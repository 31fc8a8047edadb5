"""The känsliga problemtyper of a report for readers outside the group: a class each, and no sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis import Amount, Class, find_apart
from generator.article.values import Line, Number, Paragraph, Part, Role, Row, Section, Table, line
from generator.pages.base import NOT_SENSITIVE, say_apart
from generator.pages.report.facts import ReportFacts
from generator.pages.shared import spans
from generator.records import ProblemType
from generator.swedish import SHORT_MONTHS, capitalize, join_names

ID, TITLE = "_kansliga", "Känsliga problemtyper"
NOTE = (
    "Talen är händelser i hela kommunen. De skrivs som ett spann, så att ingen ska kunna räkna ut något "
    "om enskilda. De summeras inte och ingår inte i några andra tal i rapporten."
)
WIDENED = (
    "Årets spann är ibland vidare än månadernas. Annars skulle det gå att räkna sig till en månad."
)
NOT_YET = "Ett år redovisas när årets sista möte har hållits."


def say_apart_here(facts: ReportFacts) -> Line:
    """Say to readers outside the group that what is känsligt is told apart, and where in the report."""
    apart = facts.build.apart is not None and find_apart(facts.archive)
    if not apart:
        return line(say_apart(facts.archive))
    place = spans.link(TITLE, facts.report, ID)
    return line(f"{NOT_SENSITIVE} De redovisas för sig, under ”", place, "”.")


def compose_apart(facts: ReportFacts) -> Iterator[Section]:
    """Yield the table of what is told apart; the group itself has it among its other numbers."""
    apart, kinds = facts.build.apart, find_apart(facts.archive)
    uncounted = say_uncounted(facts)
    if apart is None or not (kinds or uncounted):
        return
    month = facts.month
    years = sorted(
        {year for told in apart.years.values() for year in told if f"{year}-12" <= month}
    )
    shown = years[-1:]
    rows = tuple(
        Row(
            (
                line(row.name),
                tell_class(row, month, apart.months[row.slug].get(month), facts.columns[0].missing),
                *(tell_class(row, year, apart.years[row.slug].get(year), "") for year in shown),
            )
        )
        for row in kinds
    )
    known = [report.id for report in facts.archive.reports]
    heads = (
        "Problemtyp",
        capitalize(facts.columns[0].label),
        *(name_year(year, known) for year in shown),
    )
    table = Table(
        "Händelser per känslig problemtyp",
        heads,
        rows,
        tuple(range(1, len(heads))),
        file=f"rapporter/{month}-kansliga.csv",
    )
    said = filter(None, (NOTE, WIDENED if shown else "", "" if month[:4] in shown else NOT_YET))
    yield Section(
        ID,
        TITLE,
        (
            *((Paragraph(line(" ".join(said)), Role.NOTE), table) if kinds else ()),
            *((Paragraph(line(uncounted), Role.NOTE),) if uncounted else ()),
        ),
        part=Part.UNDERLAG,
    )


def name_year(year: str, months: Sequence[str]) -> str:
    """Write `Hela 2026`, or `Juni–dec 2025` where the months that are known begin later."""
    first = int(next(month for month in months if month.startswith(year))[5:])
    return f"Hela {year}" if first == 1 else f"{capitalize(SHORT_MONTHS[first - 1])}–dec {year}"


def say_uncounted(facts: ReportFacts) -> str:
    """Say which problemtyper have no number here, since they are told as statistics alone."""
    names = [row.name for row in facts.archive.mall.problem_types if row.is_only_counted]
    if not names:
        return ""
    return (
        f"{join_names(names)} skrivs aldrig som händelser, så att ingen ska kunna pekas ut, utan bara "
        "som statistik. Därför står det inget tal här, inte heller noll."
    )


def tell_class(row: ProblemType, period: str, found: Class | None, missing: str) -> Line:
    """Return a problemtyp's class of a period, or why it has none."""
    if found is None:
        return line(spans.missing(missing or "inte än"))
    amount = Amount(0) if found.high == 0 else Amount(None, str(found))
    return line(Number(f"händelser/{period}/problemtyp:{row.slug}", amount, "händelser"))
