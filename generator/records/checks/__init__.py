"""The rules an archive keeps, beyond what the form of each field says.

Every rule is a small generator whose docstring is the rule. A rule stands in the tuple at the end
of its module, and has a folder of one fault under `tests/archives/broken/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, Severity, only
from generator.records.archive import Archive
from generator.records.checks import (
    days,
    decisions,
    entries,
    follow_ups,
    frozen,
    malls,
    meetings,
    references,
    reports,
    small_numbers,
    texts,
    underlag,
)
from generator.records.checks.frozen import say_difference
from generator.records.checks.layouts import INNER_BULLET
from generator.records.checks.links import check_page_links
from generator.records.checks.malls import IMPORT_AUTHOR, check_words_in_use
from generator.records.checks.texts import PLACEHOLDERS, REMARK, find_broken_cells
from generator.records.files import Source, id_of, is_prose
from generator.records.kinds import Entry, Record
from generator.records.mall import AreaMap, Mall

__all__ = [
    "IMPORT_AUTHOR", "INNER_BULLET", "PLACEHOLDERS", "REMARK", "check_archive", "check_file",
    "check_mall", "check_map", "check_page_links", "check_words_in_use", "find_broken_cells", "say_difference",
]  # fmt: skip

ARCHIVE_RULES = (
    *entries.RULES,
    *small_numbers.RULES,
    *days.RULES,
    *texts.CELL_RULES,
    *underlag.RULES,
    *references.RULES,
    *follow_ups.RULES,
    *meetings.RULES,
    *reports.RULES,
    *decisions.RULES,
    *frozen.RULES,
)


def check_archive(archive: Archive) -> Iterator[Problem]:
    """Yield what is wrong between records."""
    for rule in ARCHIVE_RULES:
        yield from rule(archive)


def check_file(form: type[Record], source: Source, mall: Mall) -> Iterator[Problem]:
    """Yield what is wrong with one file's header and text, whatever else is."""
    for rule in texts.LINE_RULES if is_prose(source.text) else texts.RULES:
        yield from rule(source)
    if form is Entry:
        for entry_rule in entries.FILE_RULES:
            yield from entry_rule(source, mall)


def check_mall(mall: Mall, source: Source) -> Iterator[Problem]:
    """Yield what is wrong within the mall."""
    for rule in malls.RULES:
        yield from rule(mall, source)
    yield from only(Severity.FEL, texts.no_broken_letters(source))


def check_map(
    mall: Mall, areas: AreaMap | None, source: Source, unread: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong between the mall and the map; one that holds fel is not held against it."""
    if mall.map and id_of(mall.map.file) in unread:
        return
    for rule in malls.MAP_RULES:
        yield from rule(mall, areas, source)
