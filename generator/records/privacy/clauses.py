"""What a text must hold for a pattern to find anything in it, read out of the pattern.

Most texts hold little of what the many patterns of the guard look for. A clause is a set of short
texts of which one must be there; a pattern is tried only where each of its clauses is met. To leave
out a clause is always right, so whatever is not understood here is no clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TypeAlias

Clause: TypeAlias = frozenset[str]
# Stand for any digit, for any letter of ours, for an end of a word and for one of a number.
DIGIT, LETTER, EDGE, NUMBER_EDGE = "\0", "\1", "\2", "\3"
ANY_DIGIT, ANY_LETTER = re.compile("[0-9]"), re.compile("[a-z]")
# Some sign that no word has, and those of nearly every text: nothing is told by which of them it is.
GAP, COMMON = " ", "-.,:;'\""
DIGITS, LETTERS = frozenset("0123456789"), frozenset("abcdefghijklmnopqrstuvwxyz")
# The letters and digits that a pattern has to shut out where a word ends. `ÿ` ends a word here: it may be
# the small letter of `Ÿ`, which no pattern shuts out.
LATIN = {*range(0x41, 0x5B), *range(0xC0, 0x100)} - {0xD7, 0xF7}
OF_WORDS = DIGITS | LETTERS | set(map(chr, LATIN))
IN_WORDS = "0-9a-zà-öø-þ"
PIECE = re.compile(f"[{IN_WORDS}]+")
WORD = re.compile(f"[{IN_WORDS}{DIGIT}{LETTER}{EDGE}{NUMBER_EDGE}]+")
# The ends of a word that are told twice, the ends of a number where they must be, and where they may not.
EDGES = re.compile(f"{NUMBER_EDGE}*{EDGE}[{EDGE}{NUMBER_EDGE}]*")
NUMBER_ENDS = re.compile(
    f"{NUMBER_EDGE}+|(?<=[^0-9{DIGIT}])(?=[0-9{DIGIT}])|(?<=[0-9{DIGIT}])(?=[^0-9{DIGIT}])"
)
NO_NUMBER = re.compile(f"(?<![0-9{DIGIT}]){NUMBER_EDGE}(?![0-9{DIGIT}])")
FORMED = re.compile(f"[0-9{DIGIT}{LETTER}{NUMBER_EDGE}]")
ANY = re.compile(f"[{DIGIT}{LETTER}]")
NO_FIRST = re.compile(f"(?<!{NUMBER_EDGE})[0-9]")
A_DIGIT = re.compile(f"[0-9{DIGIT}]")
TIMES = re.compile(r"\{(\d+)(,?)(\d*)\}[?+]?|([*+?])[?+]?")
# Letters that each stand there once, and all of a set: it holds no `[:…:]`.
LETTERS_ALONE = re.compile(r"[A-Za-zÅÄÖåäö ]+(?![*+?{])")
SET = re.compile(r"\[(\^?)((?:\\.|[^\]\\])*)\]")
LOOKS = re.compile(r"\?<?[=!]")
RANGE = re.compile(r"(?s:\\?(.)(?:-\\?([^\]]))?)")
# What is a line break, or may be one.
BREAKS = re.compile(r"\n|\\[nsWD]")
# More texts than these in one clause say too little to be worth a look.
MOST_TEXTS, MOST_TIMES = 128, 4
LEAST = 4
# A set of more signs than these is told by what stands for them all.
MOST_SIGNS, MOST_DIGITS, MOST_GAPS = 12, 5, 3
# Kinds of signs (`\s`), places (`\b`) and what was found before (`\1`): of these nothing is known.
KIND = re.compile(r"[0-9A-Za-z]")


@dataclass(slots=True)
class Part:
    """What a part of a pattern may be in full, in small letters, if that is little; and its clauses."""

    texts: Clause | None
    clauses: frozenset[Clause] = frozenset()


def find_clauses(pattern: str) -> tuple[frozenset[Clause], bool]:
    """Return the clauses of a pattern, for a text in small letters that is spelled plainly.

    Say also whether all that meets them stands on one line: nothing of the pattern is a line break.
    """
    reader = PatternReader(pattern)
    return close(reader.read_options()), reader.is_in_line


def close(part: Part) -> frozenset[Clause]:
    """Return the clauses of a part that nothing follows."""
    found = unite([find_telling(text) for text in part.texts or ()])
    return part.clauses.union(one for one in found if not any(map(is_common, one)))


def is_common(text: str) -> bool:
    """Say whether a text is in most words: a letter, or a few of any kind, that may go on at an end."""
    return weigh_text(text) <= LEAST and not (has_digit(text) or text[0] == text[-1] == EDGE)


def unite(choices: list[tuple[str, ...]]) -> Iterator[Clause]:
    """Yield the clauses that have a text of each of some choices: what says most, or most of those of a kind.

    There is none where one of the choices has nothing of the kind.
    """
    for kind in (has_digit, has_no_digit) if choices else ():
        ranked = [[one for one in telling if kind(one)] for telling in choices]
        if all(ranked):
            yield frozenset(one[0] for one in ranked)
            yield frozenset(one[:2][-1] for one in ranked)
    if choices and all(choices):
        yield frozenset(telling[0] for telling in choices)
        # What few of them have: a word that many begin with says little of any.
        having = Counter(chain.from_iterable(choices))
        yield frozenset(
            min(one, key=lambda text: (is_common(text), having[text])) for one in choices
        )


@cache
def has_digit(text: str) -> bool:
    """Say whether a text has a digit, or what stands for one."""
    return A_DIGIT.search(text) is not None


def has_no_digit(text: str) -> bool:
    """Say whether it has neither."""
    return not has_digit(text)


@cache
def find_telling(text: str) -> tuple[str, ...]:
    """Return the signs and the words of a text, what says most first; words have the ends that they surely have."""
    told = {sign for sign in WORD.sub("", text) if sign != GAP}
    for found in WORD.finditer(text):
        first, last = EDGE if found.start() else "", EDGE if found.end() < len(text) else ""
        told |= forms_of(f"{first}{found[0]}{last}")
    return tuple(sorted(told, key=lambda one: (-weigh_text(one), one)))


@cache
def forms_of(word: str) -> frozenset[str]:
    """Return the forms of a word, with the ends that it surely has, and the texts that are surely in it."""
    word = EDGES.sub(EDGE, word)
    forms = set[str]()
    if FORMED.search(word):
        word = NO_NUMBER.sub("", NUMBER_ENDS.sub(NUMBER_EDGE, word))
        forms.update(ANY.split(word))
        # What is any digit, or letter, in one place is so in all of it, but for first digits: a word has four forms.
        if DIGIT in word and LETTER not in word and not NO_FIRST.search(word):
            forms.add(word)
        word = ANY_DIGIT.sub(DIGIT, word) if ANY.search(word) else word
        word = ANY_LETTER.sub(LETTER, word) if LETTER in word else word
    return frozenset(form for form in (*forms, word) if form.strip(EDGE + NUMBER_EDGE))


@cache
def weigh_text(text: str) -> int:
    """Return how much it says that a text is there: a sign more than a letter, and that more than a digit."""
    return sum(1 if sign < GAP else 4 if PIECE.match(sign) else 9 for sign in text)


def weigh(clause: Clause) -> tuple[int, int]:
    """Return how much a clause says: what is rare before what is not, then few before many."""
    return min(map(weigh_text, clause)), -len(clause)


class PatternReader:
    """Reads a pattern from its first sign to its last."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.is_in_line = True

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
        one_of = set[Clause]()
        for kind in (bool, has_digit, has_no_digit):
            fit = [[one for one in clauses if all(map(kind, one))] for clauses in every]
            if all(fit):
                one_of.add(frozenset[str]().union(*(max(few, key=weigh) for few in fit)))
        return Part(None, frozenset(one_of))

    def read_row(self) -> Part:
        """Read one part after another; each that may be many things ends the text before it."""
        run, is_whole = frozenset([""]), True
        clauses = set[Clause]()
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part = self.read_part()
            fewest, most = self.read_times()
            if fewest:
                clauses |= part.clauses
            longer = join(run, part.texts, fewest, most)
            if longer is None and part.texts and not WORD.search("".join(part.texts)):
                # Which sign it is, is told apart from the rest.
                clauses |= close(part) if fewest else set()
                part = Part(frozenset(text and GAP for text in part.texts))
                longer = join(run, part.texts, fewest, most)
            if longer is not None:
                run = longer
                continue
            begun = join(run, part.texts, fewest, fewest)
            clauses |= close(Part(run if begun is None else begun))
            if fewest:
                clauses |= close(part)
            # What stood there last may be known.
            run, is_whole = (fewest and part.texts) or frozenset([""]), False
        if is_whole:
            return Part(run, frozenset(clauses))
        return Part(None, close(Part(run, frozenset(clauses))))

    def read_part(self) -> Part:
        """Read letters, a set of them, a group, or what takes no place in the text."""
        if letters := LETTERS_ALONE.match(self.pattern, self.at):
            self.at = letters.end()
            return Part(frozenset([letters[0].lower()]))
        if found := SET.match(self.pattern, self.at):
            self.at = found.end()
            self.is_in_line &= not holds_break(found[0])
            return read_set(found[0])
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            return self.read_group()
        if sign == "\\":
            sign = self.pattern[self.at]
            self.at += 1
            self.is_in_line &= BREAKS.match(f"\\{sign}") is None
            return Part(None) if KIND.match(sign) else read_set(f"[\\{sign}]")
        if sign in "^$":
            return Part(frozenset([""]))
        return (
            Part(None)
            if sign == "."
            else read_set(f"[{sign}]" if KIND.match(sign) else f"[\\{sign}]")
        )

    def read_group(self) -> Part:
        """Read a group and its end; of one that only looks around, what has to be there and the ends."""
        looks = LOOKS.match(self.pattern, self.at)
        if looks:
            self.at = looks.end()
        elif self.pattern.startswith("?:", self.at):
            self.at += 2
        edge = self.read_edge() if looks and looks[0].endswith("!") else ""
        part = self.read_options()
        self.at += 1
        if looks is None:
            return part
        seen = close(part) if looks[0].endswith("=") else frozenset[Clause]()
        return Part(frozenset([edge]), seen)

    def read_edge(self) -> str:
        """Return the end that a place has where nothing of a set stands, if no more than a set is looked for."""
        found = SET.match(self.pattern, self.at)
        if found is None or not self.pattern.startswith(")", found.end()) or found[1]:
            return ""
        signs = read_signs(found[0])[0]
        return EDGE if signs >= OF_WORDS else NUMBER_EDGE if signs >= DIGITS else ""

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


def holds_break(written: str) -> bool:
    """Say whether one of `[…]` may be a line break."""
    return (BREAKS.search(written) is None) == written.startswith("[^")


@cache
def read_signs(written: str) -> tuple[frozenset[str], bool]:
    """Return what stands within `[…]`, and whether all else is meant; a kind of signs may be anything."""
    found = SET.fullmatch(written)
    assert found is not None
    ranges = [*RANGE.finditer(found[2])]
    if any(one[0].startswith("\\") and KIND.match(one[1]) for one in ranges):
        return frozenset(), True
    numbers = (range(ord(one[1]), ord(one[2] or one[1]) + 1) for one in ranges)
    return frozenset(map(chr, chain.from_iterable(numbers))), found[1] == "^"


@cache
def read_set(written: str) -> Part:
    """Return what one of `[…]` may be: its signs, or what stands for so many."""
    signs, is_other = read_signs(written)
    if is_other:
        return Part(frozenset([GAP]) if signs >= OF_WORDS else None)
    texts = frozenset(GAP if sign in COMMON else sign.lower() for sign in signs)
    if not signs & OF_WORDS:
        told = frozenset() if GAP in signs else frozenset([frozenset(map(str.lower, signs))])
        return Part(texts if len(texts) <= MOST_GAPS else frozenset([GAP]), told)
    if texts <= DIGITS and len(texts) > MOST_DIGITS:
        return Part(frozenset([DIGIT]))
    if len(texts) <= MOST_SIGNS:
        return Part(texts)
    kinds = frozenset(LETTER if one in LETTERS else DIGIT for one in texts)
    return Part(kinds if texts <= LETTERS | DIGITS else None)


def join(run: Clause, texts: Clause | None, fewest: int, most: int) -> Clause | None:
    """Return what texts so many times behind a run may be; nothing when that is not known or too much."""
    if texts is None:
        return None
    if texts == {GAP}:
        fewest, most = min(fewest, 1), min(most, 1)
    # A single text before or behind many makes them no more.
    if most > max(fewest, MOST_TIMES) or (
        min(len(run), len(texts)) > 1 and len(run) * len(texts) > MOST_TEXTS
    ):
        return None
    if fewest == most == 1:
        return frozenset([before + after for before in run for after in texts])
    every = set(run) if fewest == 0 else set[str]()
    for times in range(1, most + 1):
        if len(run) * len(texts) > MOST_TEXTS:
            return None
        run = frozenset(before + after for before in run for after in texts)
        if times >= fewest:
            every |= run
    return frozenset(every) if len(every) <= MOST_TEXTS else None
