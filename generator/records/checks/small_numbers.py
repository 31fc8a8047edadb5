"""A rule for what texts say of the känsliga numbers: one below the mall's `tröskel` goes no wider than the group.

Outside the group the tables of such numbers are withheld, and the report's classes begin at `tröskel`.
A text is sent as it stands. A false alarm is answered by `granskat`, as one of the guard's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from generator.problems import Origin, Problem, quote
from generator.records.archive import Archive
from generator.records.checks.saying import warning
from generator.records.kinds import Entry
from generator.records.mall import Distribution, Mall
from generator.records.privacy import SMALL, answer
from generator.swedish import MONTHS, SMALL_NUMBERS

# "En" and "ett" are mostly no numbers.
WORDS = {word: number for number, word in enumerate(SMALL_NUMBERS) if number > 1}
ONE = {"en": 1, "ett": 1}
# A number that is no count: of a day, a week, a form, a time, or a part of a longer number or a span.
NOT_BEFORE = re.compile(
    r"(?:\d[ ,.:/–-]|[–/-]|\b(?:den|v|vecka|veckorna|årskurs|åk|kl|klockan|punkt|paragraf|kapitel|tabell|nr|nummer|nivå|kvartal)\.?) ?$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(
    r"(?: \d{3}(?!\d)|[.,:/–-]\d|-|–| ?(?:%|§)| (?:dag|dygn|veck|månad|kvartal|halvår|år(?!sk)|termin|timm|minut|gång|procent|möte|skol|klass|organisation|kommun|förvaltning|enhet|källor|tredjedel|fjärdedel|"
    + "|".join(MONTHS)
    + "))",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<!\w)(\d{1,2}|[a-zåäö]{2,4})(?!\w)", re.IGNORECASE)
# What is counted, where a text says that there was one of it.
COUNTED = r"(?:\w*anmälan|fall|ärende)"
BETWEEN = r"(?:(?!(?:och|eller|men|mot)\b)[^\W\d]+ ){0,3}"
SHORTEST, ENDING = 5, 6
MOST_BEFORE = 40


def small_numbers_stay_within(archive: Archive) -> Iterator[Problem]:
    """A small number of something känsligt is not written in a text that goes outside the group."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in find_in_texts(archive):
        found[problem.origin.path].append(problem)
    records = (*archive.entries, *archive.meetings, *archive.report_files, *archive.decisions)
    for record in records:
        if record.path in found or any(row.rule == SMALL for row in record.reviewed):
            yield from answer(record.source, found[record.path], (SMALL,))


def find_in_texts(archive: Archive) -> Iterator[Problem]:
    """Yield each line with a small number, in what goes outside the group."""
    mall = archive.mall
    for entry in archive.entries:
        name = name_sensitive(entry)
        if not name or not entry.stands or not mall.rank(entry.distribution):
            continue
        for origin, text in texts_of(entry):
            if (column := find_small(text, mall.threshold, stem_of(name))) is not None:
                where = Origin(origin.path, origin.line, origin.column + column)
                narrower = f', eller raden "spridning: {mall.distributions[0].name}"'
                yield warning(where, SMALL, say_small(mall, name, entry.distribution, narrower))
    if mall.rank(mall.default(Distribution)):
        yield from check_own_words(archive)


def name_sensitive(entry: Entry) -> str:
    """Return what känsligt an entry of statistics has numbers of, or nothing."""
    if entry.statistics and entry.statistics.indicator.is_sensitive:
        return entry.statistics.indicator.name
    kind = entry.problem_type
    return kind.name if kind and kind.is_sensitive and entry.kind.role == "statistik" else ""


def texts_of(entry: Entry) -> Iterator[tuple[Origin, str]]:
    """Yield each line of an entry's heading and text, and of what was corrected, with where it stands."""
    for number, line in enumerate(entry.source.body.split("\n")):
        yield Origin(entry.path, entry.source.body_line + number, 1), line
    for place, row in enumerate(entry.corrections):
        for key, text in (("stod", row.said), ("ska stå", row.says), ("skäl", row.reason)):
            yield entry.origin("rättelser", place, key), text


def check_own_words(archive: Archive) -> Iterator[Problem]:
    """Yield where the group's own words have a small number of what they name."""
    mall, reach = archive.mall, archive.mall.default(Distribution)
    names = [row.name for row in mall.indicators if row.is_sensitive]
    names += [row.name for row in mall.problem_types if row.is_only_counted]
    for meeting in archive.meetings:
        for name, row in meeting.assessments.items():
            for key, text in (("text", row.text), ("konsekvenser", row.consequences)):
                for few in find_named(text, mall.threshold, names):
                    yield warning(
                        meeting.origin("bedömning", name, key), SMALL, say_small(mall, few, reach)
                    )
    for record in (*archive.report_files, *archive.decisions):
        for number, line in enumerate(record.source.body.split("\n")):
            for few in find_named(line, mall.threshold, names):
                origin = Origin(record.path, record.source.body_line + number, 1)
                yield warning(origin, SMALL, say_small(mall, few, reach))


def find_named(text: str, threshold: int, names: Iterable[str]) -> Iterator[str]:
    """Yield each of some names of which a text names a count below the threshold."""
    folded = text.casefold()
    for name in names:
        stem = stem_of(name)
        if stem in folded and find_small(text, threshold, stem, named=True) is not None:
            yield name


# Asked for at each text of every meeting.
@cache
def stem_of(name: str) -> str:
    """Return how the words for what a row of the mall counts begin: `orosanmäl`."""
    folded = name.casefold()
    return folded if " " in folded else folded[: max(SHORTEST, len(folded) - ENDING)]


def find_small(text: str, threshold: int, stem: str, *, named: bool = False) -> int | None:
    """Return where a text has a count below the threshold, of what a stem begins if that must be `named`."""
    own = compile_after(rf" {BETWEEN}(?:{re.escape(stem)})" if named else "")
    one = compile_after(rf" (?:\w+ )?(?:{re.escape(stem)}|{COUNTED}\b)")
    for found in NUMBER.finditer(text):
        word, start, end = found[1].casefold(), *found.span()
        number = int(word) if word.isdecimal() else WORDS.get(word, 0)
        if word in ONE and one.match(text, end):
            number = 1
        if not 0 < number < threshold or NOT_AFTER.match(text, end):
            continue
        # What stands further from a number is nothing of it.
        if NOT_BEFORE.search(text[max(start - MOST_BEFORE, 0) : start]) or not own.match(text, end):
            continue
        return start
    return None


@lru_cache(maxsize=64)
def compile_after(pattern: str) -> re.Pattern[str]:
    """Return the pattern of what stands after a number."""
    return re.compile(pattern, re.IGNORECASE)


def say_small(mall: Mall, name: str, reach: Distribution, instead: str = "") -> str:
    """Say that a number is too small for a text that goes so far, and how it is told `instead`."""
    return (
        f"Här står ett tal under {mall.threshold} om något känsligt ({quote(name)}), och texten sprids "
        f'som den är, till {reach.name}. Skriv "färre än {mall.threshold}" i stället{instead}.'
    )


RULES = (small_numbers_stay_within,)
