"""What is wrong in a file, said so that its author can mend it: place, problem, corrected line.

Every room reports bad input as `Problem` values; nobody raises for something an author wrote.
Only a caller that cannot go on turns them into one `ArchiveError`, which the command line and
the MkDocs plugin show in the same words. `CannotRun` is for what no author has written.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice, zip_longest
from operator import attrgetter
from typing import TypeVar

from generator.near import score_near, similarity
from generator.swedish import capitalize, join_words, say_count

# A suggestion is printed as a line to paste only when it is this close and this far ahead of
# the next one: a suggestion must never turn a suspicion into a fact.
CERTAIN_SIMILARITY = 0.8
CERTAIN_LEAD = 0.1
CERTAIN_WORD = 0.7
MOST_SUGGESTIONS = 3
# Of problems in a file that are equal, or of one sort, so many are told in full; of all of them so many.
MOST_ALIKE, MOST_OF_FILE = 20, 50
# What differs between problems of one sort: numbers, and what stands in quotation marks.
VARYING = re.compile(r'"[^"]*"|\d+')

Key = TypeVar("Key")
# Plain values, which are compared many times as fast as places.
ORDER = attrgetter("origin.path", "origin.line", "origin.column", "field", "text")

# What ends a line, turns it, or speaks to the terminal.
UNPRINTED = re.compile(
    "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)
# What a forge takes for a command in what is printed: first on a line, and wherever it stands.
COMMAND, COMMAND_ANYWHERE = "::", re.compile(r"##(?=\w*\[)")
# Letters of Hangul that look like nothing at all.
FILLERS = "\u115f\u1160\u3164\uffa0"


class Severity(StrEnum):
    """`FEL` stops everything; `VARNING` is shown, and the archive is built.

    `GRANSKAT` is a finding somebody has looked at and let stand; it is shown to whoever reviews.
    """

    FEL = "fel"
    VARNING = "varning"
    GRANSKAT = "granskat"


# What one of them is called, and several.
NOUNS = {
    Severity.FEL: ("fel", "fel"),
    Severity.VARNING: ("varning", "varningar"),
    Severity.GRANSKAT: ("granskad", "granskade"),
}


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a file: path from the archive's root with `/`, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author has to mend (fel) or look at (varning)."""

    origin: Origin
    text: str
    field: str = ""
    paste: str = ""
    severity: Severity = Severity.FEL

    def __str__(self) -> str:
        place = f"{self.origin}: {self.field}: " if self.field else f"{self.origin}: "
        pasted = (f"    {show_line(line)}" for line in self.paste.splitlines())
        return "\n".join((show_line(place + self.text), *pasted))


class ArchiveError(Exception):
    """The archive holds fel, so nothing may be built from it; `problems` says which."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sort_problems(problems))
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(list_problems(self.problems))


class FaultyArchive(ArchiveError):
    """A whole archive was needed, and some file of it holds fel."""


def refuse(path: str, text: str, line: int = 1, column: int = 1, paste: str = "") -> ArchiveError:
    """Return the error that is a file's one problem; the caller raises it."""
    return ArchiveError([Problem(Origin(path, line, column), text, paste=paste)])


class CannotRun(Exception):
    """The work cannot begin or go on, whatever the archive holds; the text says why, in Swedish."""


# Why the computer would not read or write, by its own number.
REFUSALS = {
    errno.EACCES: "du saknar rätt till filen eller mappen",
    errno.EPERM: "du saknar rätt till filen eller mappen",
    errno.ENOENT: "filen eller mappen finns inte",
    errno.ENOTDIR: "en del av sökvägen är en fil och ingen mapp",
    errno.EISDIR: "det är en mapp och ingen fil",
    errno.EEXIST: "det finns redan något med det namnet",
    errno.ENOTEMPTY: "mappen är inte tom",
    errno.ELOOP: "en länk leder tillbaka till sig själv",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet du får använda är fullt",
    errno.EFBIG: "filen är för stor",
    errno.EROFS: "det går bara att läsa där, inte att skriva",
    errno.EBUSY: "ett annat program använder filen eller mappen",
    errno.EMFILE: "för många filer är öppna",
    errno.EIO: "disken svarar inte som den ska",
}


def say_refusal(error: OSError) -> str:
    """Say in a few words why the computer would not read or write."""
    return REFUSALS.get(error.errno or 0, f"datorns felnummer är {error.errno}")


def explain_refusal(error: OSError) -> str:
    """Say why the computer would not read or write, with the path when it is known."""
    why = say_refusal(error)
    return (
        f"{shorten(str(error.filename), 200)}: {why}." if error.filename else f"{capitalize(why)}."
    )


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Order by file, line and column, each problem once, however many rules found it."""
    return sorted(set(problems), key=ORDER)


def list_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield each problem as it is shown; of many in a file some, and how many more there are of what."""
    kept, more = part_alike(problems)
    yield from map(str, kept)
    yield from chain.from_iterable(more.values())


def part_alike(problems: Iterable[Problem]) -> tuple[list[Problem], dict[str, list[str]]]:
    """Return the problems that are told in full, and by file the lines that tell of the others."""
    listed, more = list(problems), defaultdict[str, list[str]](list)
    hidden = set[Problem]()
    for (path, _), group in gather(listed, lambda one: (one.origin.path, one.severity)).items():
        equal = gather(group, lambda one: (one.field, one.text))
        if sum(len(same[:MOST_ALIKE]) for same in equal.values()) <= MOST_OF_FILE:
            told = {one for same in equal.values() for one in same[:MOST_ALIKE]}
            lines = say_equal(equal.values())
        else:
            sorts = gather(group, sort_of)
            told = choose_told(sorts.values())
            lines = say_left(sorts.values(), told)
        hidden.update(one for one in group if one not in told)
        more[path] += (f"{show_line(path)}: {line}" for line in lines)
    return [one for one in listed if one not in hidden], more


def gather(problems: Iterable[Problem], key: Callable[[Problem], Key]) -> dict[Key, list[Problem]]:
    """Return problems by what they have in common, in their order."""
    found: dict[Key, list[Problem]] = {}
    for problem in problems:
        found.setdefault(key(problem), []).append(problem)
    return found


def sort_of(problem: Problem) -> tuple[str, str]:
    """Return what a problem has in common with others of its sort: its own words are left out."""
    return VARYING.sub("…", problem.field), VARYING.sub("…", problem.text)


def choose_told(sorts: Iterable[Sequence[Problem]]) -> set[Problem]:
    """Choose so many problems as are told of a file: the first of every sort, then the second of each."""
    layers = zip_longest(*(same[:MOST_ALIKE] for same in sorts))
    return set(islice(filter(None, chain.from_iterable(layers)), MOST_OF_FILE))


def say_equal(equal: Iterable[Sequence[Problem]]) -> Iterator[str]:
    """Say how many more there are of those that are equal."""
    for first, *rest in equal:
        if (count := len(rest) + 1 - MOST_ALIKE) > 0:
            last = rest[-1].origin.line
            yield f"{count} till som på rad {first.origin.line}, den sista på rad {last}."


def say_left(sorts: Iterable[Sequence[Problem]], told: Collection[Problem]) -> Iterator[str]:
    """Say how many more there are of each sort that is told, and in one line of all the others."""
    others: list[Problem] = []
    for same in sorts:
        left = [one for one in same if one not in told]
        if len(left) == len(same):
            others += left
        elif left:
            place = f"som på rad {same[0].origin.line}, {say_last(left)}"
            yield f"{say_number_of(left)} till av samma slag {place}"
    if others:
        first = min(one.origin.line for one in others)
        yield f"{say_number_of(others)} till av andra slag, från rad {first}, {say_last(others)}"


def say_number_of(problems: Sequence[Problem]) -> str:
    """Write how many problems of one severity there are."""
    severity = problems[0].severity
    return say_count(len(problems), *NOUNS[severity], neuter=severity is Severity.FEL)


def say_last(problems: Sequence[Problem]) -> str:
    """Say where the last of some problems of one severity is."""
    article = "det" if problems[0].severity is Severity.FEL else "den"
    return f"{article} sista på rad {max(one.origin.line for one in problems)}."


def only(severity: Severity, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one severity, in their order."""
    return [problem for problem in problems if problem.severity is severity]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an unknown word may have been meant as; `certain` only when one is clearly nearest."""

    certain: str | None
    others: tuple[str, ...]

    def __str__(self) -> str:
        if self.certain:
            return f"Menade du {quote(self.certain)}?"
        if self.others:
            return f"Det liknar mest {join_words([quote(name) for name in self.others], 'och')}."
        return ""


def suggest(word: str, known: Iterable[str]) -> Suggestion:
    """Find which of the known words may be meant, and whether one of them clearly is."""
    return find_nearest(word, frozenset(known))


# Several rules ask of the same key, and every file of the same.
@lru_cache(maxsize=1024)
def find_nearest(word: str, known: frozenset[str]) -> Suggestion:
    """Find what `suggest` returns."""
    scored = score_near(word, known)
    near = Suggestion(None, tuple(name for *_, name in scored[:MOST_SUGGESTIONS]))
    by_ratio = sorted((-ratio, name) for _, ratio, name in scored)
    if not by_ratio:
        return near
    best, name = -by_ratio[0][0], by_ratio[0][1]
    lead = best + by_ratio[1][0] if len(by_ratio) > 1 else 1.0
    # The ratios are quotients: without the small change, 0.9 - 0.8 would be less than 0.1.
    near_enough = best >= CERTAIN_SIMILARITY and round(lead, 9) >= CERTAIN_LEAD
    return Suggestion(name, ()) if near_enough and same_words(word, name) else near


def same_words(word: str, name: str) -> bool:
    """Say whether each word is nearly its counterpart: "Stora skolan" is not "Norra skolan"."""
    pairs = list(zip(word.split(), name.split(), strict=False))
    as_many = len(word.split()) == len(name.split())
    return not as_many or all(similarity(*pair) >= CERTAIN_WORD for pair in pairs)


def show_lines(text: str) -> str:
    """Return text as it may be printed, whatever those who wrote it, or named a file, meant by it."""
    return "\n".join(map(show_line, text.split("\n")))


def show_line(text: str) -> str:
    """Return text as one line that neither a terminal nor a forge's log takes for more than words.

    Only such a line gets a mark or a blank of ours: any other can be pasted as it is printed.
    """
    shown = COMMAND_ANYWHERE.sub("## ", UNPRINTED.sub("?", text))
    return f"> {shown}" if shown.lstrip().startswith(COMMAND) else shown


def quote(text: str) -> str:
    """Return the author's own words in quotation marks, on one line and not too long."""
    inner = shorten(text).replace('"', "'")
    return f'"{inner}"'


def list_choices(words: Iterable[str]) -> str:
    """Join what may be written; in quotation marks where one of them is several words."""
    listed = list(words)
    several = any(" " in word for word in listed)
    return join_words([quote(word) if several else word for word in listed], "eller")


def shorten(text: str, longest: int = 60) -> str:
    """Return text on one line, cut when it is long; a sign that nobody sees is shown by its number."""
    visible = "".join(
        show_unseen(letter) if not letter.isprintable() or letter in FILLERS else letter
        for letter in text
    )
    shown = " ".join(visible.split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def show_unseen(letter: str) -> str:
    """Return a sign without a look of its own as its number; a blank or an order is a blank."""
    return (
        f"[U+{ord(letter):04X}]"
        if letter in FILLERS or unicodedata.category(letter) == "Cf"
        else " "
    )
