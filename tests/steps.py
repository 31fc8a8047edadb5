"""How many steps a pattern takes through a text, counted as Python's own matcher would take them.

The matcher is in C, where no call can be counted. Here each pattern is followed in Python, back from
each way that led nowhere too, so that one that reads a text again and again is seen to do so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

Node = tuple[Any, Any]
# A group that is repeated is followed so deep.
DEEP = 30_000
MOST_STEPS = 2_000_000
WAYS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
ONE_SIGN = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
KINDS: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
}
OTHERS = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
}


@lru_cache(maxsize=4096)
def read_pattern(pattern: str, flags: int) -> Any:
    """Return a pattern's parts."""
    return parser.parse(pattern, flags)


class Walk:
    """One pattern through one text, its steps counted."""

    def __init__(self, pattern: re.Pattern[str], text: str, most: int = MOST_STEPS) -> None:
        self.left = most
        self.tree = read_pattern(pattern.pattern, pattern.flags)
        self.flags, self.text, self.steps = pattern.flags, text, 0
        self.groups: dict[int, tuple[int, int]] = {}

    def begin(self, at: int) -> Iterator[int]:
        """Yield where a match that begins at a place may end, the first that is tried first."""
        self.groups.clear()
        return self.follow(self.tree, 0, at)

    def follow(self, nodes: Sequence[Node], number: int, at: int) -> Iterator[int]:
        """Yield where the rest of some parts may end."""
        self.step()
        if number == len(nodes):
            yield at
            return
        for end in self.take(*nodes[number], at):
            yield from self.follow(nodes, number + 1, end)

    def step(self) -> None:
        """Count a step; raises an `OverflowError` where there are more than may be."""
        self.steps += 1
        if self.steps > self.left:
            raise OverflowError

    def take(self, kind: Any, what: Any, at: int) -> Iterator[int]:
        """Yield where one part may end."""
        if kind in ONE_SIGN:
            if at < len(self.text) and self.fits(kind, what, self.text[at]):
                yield at + 1
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            ends = self.repeat(kind is not op.MIN_REPEAT, what, at)
            yield from ends if kind is not op.POSSESSIVE_REPEAT else first_of(ends)
        elif kind is op.BRANCH:
            for way in what[1]:
                yield from self.follow(way, 0, at)
        elif kind is op.SUBPATTERN:
            before = self.groups.get(what[0])
            for end in self.follow(what[3], 0, at):
                self.groups[what[0]] = (at, end)
                yield end
            if before:
                self.groups[what[0]] = before
        elif kind is op.ATOMIC_GROUP:
            yield from first_of(self.follow(what, 0, at))
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            if self.stands(*what, at) == (kind is op.ASSERT):
                yield at
        elif kind is op.GROUPREF:
            first, last = self.groups.get(what, (0, -1))
            if last >= first and self.text.startswith(self.text[first:last], at):
                yield at + last - first
        elif kind is op.AT:
            if self.is_at(what, at):
                yield at
        else:
            raise NotImplementedError(kind)

    def stands(self, direction: int, what: Any, at: int) -> bool:
        """Say whether something stands before or after a place."""
        start = at if direction > 0 else at - what.getwidth()[0]
        ends = self.follow(what, 0, start) if start >= 0 else iter(())
        return any(direction > 0 or end == at for end in ends)

    def repeat(self, greedy: bool, what: Any, at: int) -> Iterator[int]:
        """Yield where a part that is repeated may end."""
        least, most, inner = what
        if len(inner) == 1 and inner[0][0] in ONE_SIGN:
            stop = min(len(self.text), at + most) if most is not op.MAXREPEAT else len(self.text)
            end = at
            while end < stop and self.fits(*inner[0], self.text[end]):
                end += 1
            ends = range(at + least, end + 1)
            for place in reversed(ends) if greedy else ends:
                self.step()
                yield place
            return
        yield from self.again(greedy, what, 0, at)

    def again(self, greedy: bool, what: Any, count: int, at: int) -> Iterator[int]:
        """Yield where a group that has been repeated so often may end."""
        least, most, inner = what
        if count >= least and not greedy:
            yield at
        if most is op.MAXREPEAT or count < most:
            for end in self.follow(inner, 0, at):
                if end > at or count < least:
                    yield from self.again(greedy, what, count + 1, end)
        if count >= least and greedy:
            yield at

    def fits(self, kind: Any, what: Any, sign: str) -> bool:
        """Say whether a sign is one that a part takes; each that is looked at is a step."""
        self.step()
        if kind is op.ANY:
            return sign != "\n" or bool(self.flags & re.DOTALL)
        forms = {sign, sign.lower(), sign.upper()} if self.flags & re.IGNORECASE else {sign}
        if kind is op.LITERAL:
            return chr(what) in forms
        if kind is op.NOT_LITERAL:
            return chr(what) not in forms
        negated = what[0][0] is op.NEGATE
        return any(self.is_in(one, form) for one in what[negated:] for form in forms) != negated

    def is_in(self, part: Node, sign: str) -> bool:
        """Say whether a sign is in a part of a class."""
        kind, what = part
        if kind is op.LITERAL:
            return ord(sign) == what
        if kind is op.RANGE:
            return bool(what[0] <= ord(sign) <= what[1])
        plain = OTHERS.get(what, what)
        found = KINDS[plain](sign) and (sign.isascii() or not self.flags & re.ASCII)
        return found == (plain is what)

    def is_at(self, what: Any, at: int) -> bool:
        """Say whether a place is an end or an edge."""
        text, size, lines = self.text, len(self.text), bool(self.flags & re.MULTILINE)
        if what in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0 or (lines and what is op.AT_BEGINNING and text[at - 1] == "\n")
        if what in (op.AT_END, op.AT_END_STRING):
            last = what is op.AT_END and text[at : at + 1] == "\n"
            return at == size or (last and (lines or at == size - 1))
        word = KINDS[op.CATEGORY_WORD]
        sides = at > 0 and word(text[at - 1]), at < size and word(text[at])
        return (sides[0] != sides[1]) == (what is op.AT_BOUNDARY)


def first_of(ends: Iterator[int]) -> Iterator[int]:
    """Yield the first of some ends: none but it is tried."""
    yield from (end for end, _ in zip(ends, range(1), strict=False))


def walk_through(walk: Walk, at: int, end: int, *, once: bool) -> Iterator[tuple[int, int]]:
    """Yield where each match of a pattern begins and ends."""
    while at <= end:
        found = next(walk.begin(at), None)
        if found is not None:
            yield at, found
            if once:
                return
        at = found if found is not None and found > at else at + 1


def count_all(asked: Sequence[Asked], most: int = MOST_STEPS) -> int:
    """Return how many steps are taken for all that patterns are asked; of very many, how many are enough."""
    total = 0
    for one in asked:
        try:
            total += count_steps(*one, most=most - total)
        except OverflowError:
            return most + 1
    return total


def count_steps(
    pattern: re.Pattern[str], text: str, way: str = "finditer", at: int = 0, most: int = MOST_STEPS
) -> int:
    """Return how many steps a pattern takes through a text, as it is asked to go."""
    walk = Walk(pattern, text, most)
    if way == "match":
        next(walk.begin(at), None)
    elif way == "fullmatch":
        any(end == len(text) for end in walk.begin(at))
    else:
        list(walk_through(walk, at, len(text), once=way == "search"))
    return walk.steps


class Asked(NamedTuple):
    """What a pattern has been asked: of which text, in which way, from where."""

    pattern: re.Pattern[str]
    text: str
    way: str
    at: int = 0


class Watched:
    """A pattern that notes what it is asked before it answers."""

    def __init__(self, pattern: re.Pattern[str], asked: list[Asked]) -> None:
        self.own, self.asked = pattern, asked

    def __getattr__(self, name: str) -> Any:
        answer = getattr(self.own, name)
        return partial(self.note, name, answer) if name in WAYS else answer

    def note(self, way: str, answer: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Note one question, and answer it."""
        text, *places = given[1:] if way in ("sub", "subn") else given
        at, end = [*places, 0, len(text)][:2] if way in WAYS[1:5] and places else (0, len(text))
        if isinstance(text, str):
            self.asked.append(Asked(self.own, text[:end], way, at))
        return answer(*given, **named)


def watch_patterns(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Let every pattern of the program note what it is asked from now on; return where it is noted."""
    asked: list[Asked] = []
    shim = SimpleNamespace(**vars(re))
    shim.compile = lambda *given: Watched(re.compile(*given), asked)
    for way in WAYS:
        setattr(shim, way, partial(ask_at_once, way, asked))
    for name, module in list(sys.modules.items()):
        if not name.startswith("generator"):
            continue
        for word, value in list(vars(module).items()):
            changed = shim if value is re else watch(value, asked)
            if changed is not value:
                monkeypatch.setattr(module, word, changed)
    return asked


def ask_at_once(way: str, asked: list[Asked], pattern: Any, *given: Any, **named: Any) -> Any:
    """Ask a pattern that is written where it is used."""
    flags = named.pop("flags", 0)
    own = Watched(pattern, asked) if isinstance(pattern, re.Pattern) else pattern
    found = own if isinstance(own, Watched) else Watched(re.compile(own, flags), asked)
    return getattr(found, way)(*given, **named)


def watch(value: Any, asked: list[Asked]) -> Any:
    """Return a value with every pattern in it watched; the same value where there is none."""
    if isinstance(value, re.Pattern):
        return Watched(value, asked) if isinstance(value.pattern, str) else value
    if type(value) in (tuple, list):
        made = [watch(one, asked) for one in value]
        is_same = all(new is old for new, old in zip(made, value, strict=True))
        return value if is_same else type(value)(made)
    if type(value) is dict:
        made_of = {key: watch(one, asked) for key, one in value.items()}
        return value if all(made_of[key] is one for key, one in value.items()) else made_of
    return value
