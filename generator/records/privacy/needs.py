"""Which of many patterns may find anything in a text, by the words and signs that it holds.

What a word has of what the patterns need is a number of bits, found out once for every word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import add

from generator.records.privacy.clauses import (
    ANY_DIGIT,
    ANY_LETTER,
    DIGIT,
    EDGE,
    LETTER,
    NUMBER_EDGE,
    NUMBER_ENDS,
    PIECE,
    Clause,
    find_clauses,
    has_digit,
    weigh,
)

LATER_DIGITS = re.compile("(?<=[0-9])[0-9]")


@dataclass(slots=True)
class Needs:
    """The clauses of many patterns, each a bit: what a word of a text meets of them is a number.

    `of` has what each pattern needs, `by_first` the patterns and their numbers by the clause that says
    most, 0 for none, and `firsts` all of those. `in_line` are the patterns that need all of it on the same line.
    """

    of: dict[str, int] = field(default_factory=dict)
    by_first: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    firsts: int = 0
    in_line: set[str] = field(default_factory=set)
    bits: dict[Clause, int] = field(default_factory=dict)
    # Texts by what they begin with: three signs, or all of a shorter one.
    starts: dict[str, dict[str, int]] = field(default_factory=dict)
    pieces: dict[str, int] = field(default_factory=dict)

    def add(self, patterns: Iterable[str]) -> None:
        """Take in patterns."""
        for pattern in patterns:
            found, is_in_line = find_clauses(pattern)
            if is_in_line:
                self.in_line.add(pattern)
            clauses = sorted(found, key=weigh, reverse=True)
            bits = [self.number(clause) for clause in clauses]
            self.of[pattern], first = sum(bits), next(iter(bits), 0)
            self.by_first.setdefault(first, []).append((len(self.of), pattern))
            self.firsts |= first

    def find_begun(self, firsts: int) -> list[str]:
        """Return the patterns whose first clause is one of some that are met, in their order."""
        begun = [*self.by_first.get(0, ())]
        while firsts:
            # The lowest of its bits.
            bit = firsts & -firsts
            begun += self.by_first[bit]
            firsts ^= bit
        return [pattern for _, pattern in sorted(begun)]

    def number(self, clause: Clause) -> int:
        """Return the bit of a clause; those of a new one are kept with its texts."""
        if clause not in self.bits:
            bit = self.bits[clause] = 1 << len(self.bits)
            for text in clause:
                begun = self.starts.setdefault(text[:3], {})
                begun[text] = begun.get(text, 0) | bit
        return self.bits[clause]

    def met_by(self, word: str) -> int:
        """Return the bits of the clauses that a word with hyphens, or a single sign, meets."""
        total = 0
        for sign in set(PIECE.sub("", word)) & self.starts.keys():
            total |= self.starts[sign][sign]
        for piece in PIECE.findall(word):
            if piece not in self.pieces:
                self.pieces[piece] = self.met_by_piece(piece)
            total |= self.pieces[piece]
        return total

    def met_by_piece(self, piece: str) -> int:
        """Return the bits of the clauses that letters and digits which stand together meet."""
        total = 0
        for form in find_forms(piece):
            pairs = [*map(add, form, form[1:])]
            for begun in {*form, *pairs, *map(add, pairs, form[2:])} & self.starts.keys():
                for text, bits in self.starts[begun].items():
                    if text in form:
                        total |= bits
        return total


def find_forms(piece: str) -> Iterator[str]:
    """Yield the forms of letters and digits that stand together: what is any digit, and any letter, in them."""
    form = f"{EDGE}{piece}{EDGE}"
    if has_digit(piece):
        form = NUMBER_ENDS.sub(NUMBER_EDGE, form)
        yield form
        yield LATER_DIGITS.sub(DIGIT, form)
        form = ANY_DIGIT.sub(DIGIT, form)
    yield form
    yield ANY_LETTER.sub(LETTER, form)
