"""A file that points someone out is not read: while it does, that is all that is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.problems import ArchiveError, Problem, Severity, only
from generator.records.files import MALL, glimpse_text, read_record
from generator.records.privacy.finding import find_own_addresses
from generator.records.privacy.personal import check_lines, check_map, check_page


def guard_page(root: Path, path: str) -> None:
    """Raise an `ArchiveError` if a hand-written page points someone out; nothing else is said of it."""
    refuse_personal(check_page(path, glimpse_text(root, path), find_own(root)))


def find_own(root: Path) -> tuple[str, ...]:
    """Return the group's own addresses; that the mall cannot be read is said elsewhere."""
    try:
        return find_own_addresses(glimpse_text(root, MALL))
    except ArchiveError:
        return ()


def guard_mall(root: Path) -> list[Problem]:
    """Return what is to be looked at in the mall; the addresses it gives are the group's own."""
    text = glimpse_text(root, MALL)
    found = check_lines(MALL, text.split("\n"), allowed=find_own_addresses(text))
    return refuse_personal(found)


def guard_pasted(file: str, text: str) -> list[Problem]:
    """Return what stops in a table that is to be taken in."""
    return only(Severity.FEL, check_lines(file, text.splitlines()))


def guard_table(root: Path, path: str, own: tuple[str, ...]) -> list[Problem]:
    """Return what is to be looked at in a table; its entry holds the answers, `own` are the group's addresses."""
    lines = glimpse_text(root, path).splitlines()
    try:
        entry = read_record(root, f"{path.removesuffix('.csv')}.md")
    except ArchiveError:
        entry = None
    return refuse_personal(check_lines(path, lines, entry, own))


def guard_unreadable(root: Path, path: str, own: tuple[str, ...]) -> None:
    """Raise an `ArchiveError` if a file that cannot be read points someone out."""
    refuse_personal(check_lines(path, glimpse_text(root, path).split("\n"), allowed=own))


def guard_map(root: Path, path: str) -> list[Problem]:
    """Return what is to be looked at in the file of the map."""
    return refuse_personal(check_map(path, glimpse_text(root, path).split("\n")))


def refuse_personal(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a file, unless one of them stops."""
    found = list(problems)
    if only(Severity.FEL, found):
        raise ArchiveError(found)
    return found
