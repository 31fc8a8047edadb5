"""The rules on what may point out a person, kept as data, with what a text must hold for each to be tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Severity
from generator.records.privacy.birth_numbers import is_birth_number, is_nearly_birth_number
from generator.records.privacy.needs import Needs
from generator.records.privacy.spans import meets

RULES = Path(__file__).with_name("rules.yml")
WORD = re.compile("[0-9a-zà-öø-ÿš]+(?:-[0-9a-zà-öø-ÿ]+)*")
# Letters and digits stand in words.
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzåäö0123456789")
TESTS: dict[str, Callable[[str], bool]] = {
    "": lambda _: True,
    "födelsenummer": is_birth_number,
    "födelsedag": is_nearly_birth_number,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of thing that may point someone out; its patterns meet a text that has so many digits.

    Most patterns are never tried, so none is compiled before it is.
    """

    name: str
    severity: Severity
    fewest_digits: int
    flags: re.RegexFlag
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...]
    whole_cells: tuple[str, ...]
    test: Callable[[str], bool]
    says: str
    instead: str
    own_allowed: bool
    compiled: dict[str, re.Pattern[str]] = field(default_factory=dict, compare=False)

    def find(self, text: str, pattern: str) -> Iterator[tuple[int, int]]:
        """Yield from where to where one of its patterns finds something in a text, spelled plainly."""
        compiled = self.compile(pattern)
        excepted: list[list[tuple[int, int]]] | None = None
        for found in compiled.finditer(text):
            if not self.test(found[0]):
                continue
            if excepted is None:
                every = map(self.compile, self.exceptions)
                excepted = [[m.span() for m in other.finditer(text)] for other in every]
            if not any(meets(spans, found.span()) for spans in excepted):
                yield found.span()

    def counts_group(self, cell: str) -> bool:
        """Say whether a cell in a table of statistics is nothing but a group that is counted there."""
        return any(self.compile(one).fullmatch(cell) for one in self.whole_cells)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Return one of its patterns, compiled."""
        known = self.compiled.get(pattern)
        if known is None:
            known = self.compiled[pattern] = re.compile(pattern, self.flags)
        return known


@dataclass(frozen=True, slots=True)
class Guard:
    """All rules, their words, the reasons why a finding may stand, and the guide's heading."""

    heading: str
    reasons: tuple[str, ...]
    rules: Mapping[str, Rule]
    words: Mapping[str, Rule]
    beginnings: Mapping[str, Rule]
    lengths: tuple[int, ...]
    rule_of: Mapping[str, Rule]
    needs: Needs
    # What stands between blanks returns in every text of an archive: what needs each meets, its words
    # on a list, those of which there is nothing; and what needs a word or a sign in it meets.
    met: dict[str, int] = field(default_factory=dict)
    listed: dict[str, dict[str, Rule]] = field(default_factory=dict)
    quiet: set[str] = field(default_factory=set)
    parts: dict[str, int] = field(default_factory=dict)

    def read_words(self, folded: str) -> tuple[dict[str, Rule], int]:
        """Return the words of a text in small letters that a rule lists, and what needs the text meets."""
        listed, runs = dict[str, Rule](), set(folded.split()) - self.quiet
        for run in runs.difference(self.met):
            self.read_run(run)
        if not runs.isdisjoint(self.listed):
            for run in runs & self.listed.keys():
                listed |= self.listed[run]
        return listed, reduce(or_, map(self.met.__getitem__, runs), 0)

    def read_lines(self, folded: str) -> list[int]:
        """Return what needs each line of a text meets, whose words have been read."""
        lines = (line.split() for line in folded.split("\n"))
        return [reduce(or_, map(self.met.__getitem__, runs), 0) for runs in lines]

    def read_run(self, run: str) -> None:
        """Find out which words a rule lists, and what needs are met, in what stands between blanks."""
        words = WORD.findall(run)
        listed = {word: rule for word in words if (rule := self.find_listing(word))}
        bits = 0
        for part in (*words, *set(run) - LETTERS):
            if part not in self.parts:
                self.parts[part] = self.needs.met_by(part)
            bits |= self.parts[part]
        self.met[run] = bits
        if listed:
            self.listed[run] = listed
        elif not bits:
            self.quiet.add(run)

    def find_listing(self, word: str) -> Rule | None:
        """Return the rule that has a word, or a beginning of it, on its list."""
        if word in self.words:
            return self.words[word]
        for length in self.lengths:
            if word[:length] in self.beginnings:
                return self.beginnings[word[:length]]
        return None


@cache
def read_guard() -> Guard:
    """Read the rules; they are part of the program and hold no faults of an author."""
    data = yaml.load(RULES.read_text("utf-8"), Loader=yaml.CBaseLoader)
    rules = [make_rule(row, data["kort"]) for row in data["regler"]]
    listed = [
        (w, r) for row, r in zip(data["regler"], rules, strict=True) for w in row.get("ord", ())
    ]
    beginnings = {word[:-1]: rule for word, rule in listed if word.endswith("*")}
    needs = Needs()
    for rule in rules:
        needs.add(rule.patterns)
    return Guard(
        heading=data["rubrik"],
        reasons=tuple(data["skäl"]),
        rules={rule.name: rule for rule in rules},
        words={word: rule for word, rule in listed if not word.endswith("*")},
        beginnings=beginnings,
        lengths=tuple(sorted({len(word) for word in beginnings})),
        rule_of={pattern: rule for rule in rules for pattern in rule.patterns},
        needs=needs,
    )


def make_rule(row: Mapping[str, Any], short: Mapping[str, str]) -> Rule:
    """Make a rule of its row; its patterns hold what is short for something."""
    patterns = {
        key: tuple(spell_out(pattern, short) for pattern in row.get(key, ()))
        for key in ("mönster", "utom", "hel cell")
    }
    return Rule(
        name=row["regel"],
        severity=Severity(row["nivå"]),
        fewest_digits=int(row.get("siffror", 0)),
        flags=re.NOFLAG if row.get("skift") == "ja" else re.IGNORECASE,
        patterns=patterns["mönster"],
        exceptions=patterns["utom"],
        whole_cells=patterns["hel cell"],
        test=TESTS[row.get("prov", "")],
        says=row["säger"],
        instead=row["skriv om"],
        own_allowed=row.get("gruppens egna") == "ja",
    )


def spell_out(pattern: str, short: Mapping[str, str]) -> str:
    """Write what the short signs of a pattern stand for."""
    for sign, meaning in short.items():
        pattern = pattern.replace(sign, meaning)
    return pattern
