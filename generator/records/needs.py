"""What a text must hold for a pattern to find anything in it, read out of the pattern.

Most texts hold little of what the many patterns of the guard look for. A clause is a set of short
texts of which one must be there; a pattern is tried only where each of its clauses is met. To leave
out a clause is always right, so whatever is not understood here is no clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add
from typing import TypeAlias

Clause: TypeAlias = frozenset[str]
# Stand for any digit and any of our letters, in clauses and in the shapes of a word.
DIGIT, LETTER = "\0", "\1"
ANY_DIGIT, ANY_LETTER, ANY = re.compile("[0-9]"), re.compile("[a-z]"), re.compile("[\0\1]")
DIGITS, LETTERS = frozenset("0123456789"), frozenset("abcdefghijklmnopqrstuvwxyz")
WORD = re.compile(f"[a-zà-öø-ÿ0-9{DIGIT}{LETTER}]+")
TIMES = re.compile(r"\{(\d+)(,?)(\d*)\}[?+]?|([*+?])[?+]?")
RANGE = re.compile(r"(?s:\\?(.)(?:-\\?([^\]]))?)")
# More texts than these in one clause say too little to be worth a look.
MOST_TEXTS = 64
MOST_SIGNS = 12
# Kinds of signs (`\s`), places (`\b`) and what was found before (`\1`): of these nothing is known.
KIND = re.compile(r"[0-9A-Za-z]")


@dataclass(slots=True)
class Part:
    """What a part of a pattern may be in full, in small letters, if that is little; and its clauses."""

    texts: Clause | None
    clauses: frozenset[Clause] = frozenset()


def find_clauses(pattern: str) -> frozenset[Clause]:
    """Return the clauses of a pattern, for a text in small letters that is spelled plainly."""
    return close(PatternReader(pattern).read_options())


def find_shapes(word: str) -> tuple[str, str]:
    """Return a word with a mark for each digit, and with one for each letter too."""
    shape = ANY_DIGIT.sub(DIGIT, word)
    return shape, ANY_LETTER.sub(LETTER, shape)


def close(part: Part) -> frozenset[Clause]:
    """Return the clauses of a part that nothing follows."""
    clause = find_clause(part.texts or ())
    return part.clauses | {clause} if clause else part.clauses


def find_clause(texts: Iterable[str]) -> Clause:
    """Return what says most in each text; nothing if there is nothing to say of one of them."""
    best = [max(find_telling(text), key=weigh_text, default="") for text in texts]
    return frozenset(best) if all(best) else frozenset()


def find_telling(text: str) -> Iterator[str]:
    """Yield the words, shapes of words and signs of a text; letters of any kind stand everywhere."""
    yield from (sign for sign in WORD.sub("", text) if not sign.isspace())
    for word in WORD.findall(text):
        yield from filter(None, ANY.split(word))
        # What is any digit in one place is so in all of the word: a word has two shapes.
        by_digit, by_both = find_shapes(word)
        if DIGIT in word or (LETTER in word and DIGIT in by_digit):
            yield by_both if LETTER in word else by_digit


def weigh_text(text: str) -> int:
    """Return how much it says that a text is there: most signs are rare, and hyphens are not."""
    return sum(1 if sign in ("-", DIGIT, LETTER) else 3 if sign.isalnum() else 7 for sign in text)


def weigh(clause: Clause) -> tuple[int, int]:
    """Return how much a clause says: what is rare before what is not, then few before many."""
    return min(map(weigh_text, clause)), -len(clause)


class PatternReader:
    """Reads a pattern from its first sign to its last."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def read_options(self) -> Part:
        """Read what `|` parts, up to the end of the group."""
        options = [self.read_row()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            options.append(self.read_row())
        if len(options) == 1:
            return options[0]
        texts = [option.texts for option in options if option.texts is not None]
        if len(texts) == len(options):
            return Part(frozenset().union(*texts))
        every = [close(option) for option in options]
        if not all(every):
            return Part(None)
        one_of = frozenset[str]().union(*(max(clauses, key=weigh) for clauses in every))
        return Part(None, frozenset([one_of]))

    def read_row(self) -> Part:
        """Read one part after another; each that may be many things ends the text before it."""
        run, is_whole = frozenset([""]), True
        clauses = set[Clause]()
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part = self.read_part()
            fewest, most = self.read_times()
            if part is None:
                continue
            longer = join(run, part.texts, fewest)
            if longer is not None and fewest == most:
                run = longer
                continue
            clauses |= close(Part(run if longer is None else longer))
            if fewest:
                clauses |= close(part)
            run, is_whole = frozenset([""]), False
        return Part(run) if is_whole else Part(None, close(Part(run, frozenset(clauses))))

    def read_part(self) -> Part | None:
        """Read a letter, a set of them or a group; nothing for what takes no place in the text."""
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            return self.read_group()
        if sign == "[":
            return self.read_set()
        if sign == "\\":
            sign = self.pattern[self.at]
            self.at += 1
            return Part(None) if KIND.match(sign) else Part(frozenset([sign]))
        if sign in "^$":
            return None
        return Part(None) if sign == "." else Part(frozenset([sign.lower()]))

    def read_group(self) -> Part | None:
        """Read a group and its end; one that only looks around takes no place."""
        looks = re.compile(r"\?(?:<?[=!])").match(self.pattern, self.at)
        if looks:
            self.at = looks.end()
        elif self.pattern.startswith("?:", self.at):
            self.at += 2
        part = self.read_options()
        self.at += 1
        return None if looks else part

    def read_set(self) -> Part:
        """Read what stands within `[…]`, which holds no `[:…:]`."""
        start = self.at + self.pattern.startswith("^", self.at)
        is_other, self.at = start > self.at, start
        signs = set[str]()
        while self.pattern[self.at] != "]":
            found = RANGE.match(self.pattern, self.at)
            assert found is not None
            if found[0].startswith("\\") and KIND.match(found[1]):
                is_other = True
            signs.update(map(chr, range(ord(found[1]), ord(found[2] or found[1]) + 1)))
            self.at = found.end()
        self.at += 1
        texts = frozenset(sign.lower() for sign in signs)
        if texts == DIGITS:
            texts = frozenset([DIGIT])
        elif len(texts) > MOST_SIGNS and texts <= LETTERS:
            texts = frozenset([LETTER])
        return Part(texts if not is_other and len(texts) <= MOST_SIGNS else None)

    def read_times(self) -> tuple[int, int]:
        """Read how many times the part before may stand; more than once, without an end, is 1000."""
        found = TIMES.match(self.pattern, self.at)
        if found is None:
            return 1, 1
        self.at = found.end()
        if found[4]:
            return {"*": (0, 1000), "+": (1, 1000), "?": (0, 1)}[found[4]]
        fewest = int(found[1])
        return fewest, int(found[3] or 1000) if found[2] else fewest


def join(run: Clause, texts: Clause | None, times: int) -> Clause | None:
    """Return what texts so many times behind a run may be; nothing when that is not known or too much."""
    if texts is None:
        return None
    for _ in range(times):
        if len(run) * len(texts) > MOST_TEXTS:
            return None
        run = frozenset(before + after for before in run for after in texts)
    return run


class Needs:
    """The clauses of many patterns, each a bit: what a word of a text meets of them is a number."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self.bits: dict[Clause, int] = {}
        # Texts of one letter by that, longer ones by their first two.
        self.starts: dict[str, dict[str, int]] = {}
        self.of = {pattern: self.number(find_clauses(pattern.pattern)) for pattern in patterns}

    def number(self, clauses: frozenset[Clause]) -> int:
        """Return the bits of some clauses; those of a new one are kept with its texts."""
        total = 0
        for clause in clauses:
            if clause not in self.bits:
                self.bits[clause] = 1 << len(self.bits)
                for text in clause:
                    begun = self.starts.setdefault(text[:2], {})
                    begun[text] = begun.get(text, 0) | self.bits[clause]
            total |= self.bits[clause]
        return total

    def met_by(self, word: str) -> int:
        """Return the bits of the clauses that a word, or a single sign, meets."""
        total = 0
        for form in {word, *(find_shapes(word) if ANY_DIGIT.search(word) else ())}:
            for sign in set(form) & self.starts.keys():
                total |= self.starts[sign][sign]
            for begun in set(map(add, form, form[1:])) & self.starts.keys():
                for text, bits in self.starts[begun].items():
                    if text in form:
                        total |= bits
        return total
