"""What may point out a person: the rules of the guard, run over all that stands in a file.

A finding says which rule, where, and how to write instead. It never repeats what was found: the
list of problems is copied into logs, messages and pages that outlive the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.problems import Problem, Severity
from generator.records.privacy.guard import WORD, Rule, read_guard
from generator.records.privacy.spans import find_lines, keep_first
from generator.records.privacy.spelling import find_gaps, rewrite, spell, spell_plainly

NOT_SHOWN = "(visas inte)"
NUMBER = re.compile(r"[0-9](?:[-+./()|; ]{0,3}[0-9])*")
PLAIN_DATE = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
OTHER_THAN_DIGITS = re.compile("[^0-9]+")
COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
# What is gone on the page, or never is read: a tag, a comment, and a link's marks and target.
TAG = re.compile(r"<!--[^<>]*-->|</?[A-Za-z][^<>]*>")
LINK = re.compile(r"\[(?P<shown>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Where something was found, as the text's own index, and by which rule."""

    index: int
    name: str


def find_personal(
    text: str, allowed: tuple[str, ...] = (), severity: Severity | None = None
) -> tuple[Finding, ...]:
    """Return what the rules, or those of one severity, find in a text, in its order.

    `allowed` are the group's own addresses.
    """
    plain = without_own(spell(text), allowed)
    folded = plain.lower()
    listed, met = read_guard().read_words(folded)
    spans = keep_first(try_rules(plain, met, severity))
    found = {(start, name) for start, _, name in spans}
    if "<" in plain or "](" in plain or "][" in plain:
        found |= set(find_parted(plain, spans, severity))
    for word in WORD.finditer(folded) if listed else ():
        rule = listed.get(word[0])
        if rule and severity in (None, rule.severity):
            found.add((word.start(), rule.name))
    places = spell_plainly(text)[1] if found else ()
    told = (Finding(places[start] if places else start, name) for start, name in found)
    return tuple(sorted(told))


def without_own(plain: str, allowed: tuple[str, ...]) -> str:
    """Return a text with blanks for the group's own addresses; a longer one is another's."""
    folded = plain.lower() if allowed else ""
    for address in allowed:
        if address.lower() not in folded:
            continue
        whole = rf"(?<![\w+])(?<!\w[.-]){re.escape(address)}(?![\w-]|[./@]\w)"
        plain = re.sub(whole, " " * len(address), plain, flags=re.IGNORECASE)
    return plain


@lru_cache(maxsize=8192)
def find_in_line(
    line: str, allowed: tuple[str, ...] = (), severity: Severity | None = None
) -> tuple[Finding, ...]:
    """Return what the rules find in a short line or a name; the same return in every file and reading."""
    return find_personal(line, allowed, severity)


@lru_cache(maxsize=1024)
def find_in_text(
    text: str, allowed: tuple[str, ...] = (), severity: Severity | None = None
) -> tuple[Finding, ...]:
    """Return what the rules find in a long text; a site that is served reads all of them anew."""
    return find_personal(text, allowed, severity)


def hide_personal(text: str, allowed: tuple[str, ...] = ()) -> str:
    """Return a text without what a rule that stops finds in it, as a path that is to be printed."""
    plain, places = spell_plainly(text)
    rules, shown = read_guard().rules, list(text)
    for start, end, name in run_rules(without_own(plain, allowed)):
        if rules[name].severity is Severity.FEL:
            first, last = (places[start], places[end - 1]) if places else (start, end - 1)
            shown[first : last + 1] = [NOT_SHOWN, *[""] * (last - first)]
    return re.sub(f"(?:{re.escape(NOT_SHOWN)})+", NOT_SHOWN, "".join(shown))


# What is said of one row is often said of the next.
@lru_cache(maxsize=1024)
def hide_in_words(text: str, allowed: tuple[str, ...]) -> str:
    """Return what a problem says without what a rule that stops finds in it."""
    return hide_personal(text, allowed) if text else text


def hide_in_problem(problem: Problem, allowed: tuple[str, ...] = ()) -> Problem:
    """Return a problem that repeats nothing that stops; no line is to be pasted that would."""
    said = (problem.text, problem.field, problem.paste)
    text, name, paste = shown = tuple(hide_in_words(words, allowed) for words in said)
    if shown == said:
        return problem
    return replace(problem, text=text, field=name, paste=paste if paste == problem.paste else "")


def run_rules(
    plain: str, severity: Severity | None = None, *, own: bool = False
) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where each rule's patterns find something in a text, spelled plainly."""
    folded = plain.lower()
    yield from try_rules(plain, read_guard().read_words(folded)[1], severity, own=own)


def try_rules(
    plain: str, met: int, severity: Severity | None, *, own: bool = False
) -> Iterator[tuple[int, int, str]]:
    """Yield the same of a text of which the needs that it meets are known; `own` for rules of addresses."""
    guard = read_guard()
    digits, lines, needs_of = -1, list[int](), guard.needs
    for rule, pattern, needs in find_tried(met & needs_of.firsts, severity, own):
        if needs & met != needs:
            continue
        if rule.fewest_digits and digits < 0:
            digits = most_digits(plain)
        if rule.fewest_digits > max(digits, 0):
            continue
        # What nothing but one line has is looked for there alone.
        spans: Iterable[tuple[int, int]] = [(0, len(plain))]
        if pattern in needs_of.in_line:
            lines = lines or guard.read_lines(plain.lower())
            spans = find_lines(plain, lines, needs)
        if any(rule.compile(pattern).search(plain, *span) for span in spans):
            yield from ((start, end, rule.name) for start, end in rule.find(plain, pattern))


@lru_cache(maxsize=8192)
def find_tried(
    firsts: int, severity: Severity | None, own: bool
) -> tuple[tuple[Rule, str, int], ...]:
    """Return each pattern whose first need is met, with its rule and all that it needs."""
    guard = read_guard()
    begun = ((guard.rule_of[one], one) for one in guard.needs.find_begun(firsts))
    return tuple(
        (rule, pattern, guard.needs.of[pattern])
        for rule, pattern in begun
        if severity in (None, rule.severity) and rule.own_allowed >= own
    )


def find_parted(
    plain: str, known: Sequence[tuple[int, int, str]], severity: Severity | None
) -> Iterator[tuple[int, str]]:
    """Yield where what is found only when tags and links are gone begins, and its rule.

    `known` is what is found with them.
    """
    bare, places = rewrite(plain, range(len(plain)), [(*m.span(), "") for m in TAG.finditer(plain)])
    marks = [
        (start, end, "")
        for found in LINK.finditer(bare)
        for start, end in ((found.start(), found.start("shown")), (found.end("shown"), found.end()))
    ]
    bare, places = rewrite(bare, places, marks)
    bare, places = rewrite(bare, places, [*find_gaps(bare)])
    found = keep_first(run_rules(bare, severity)) if len(bare) < len(plain) else ()
    for start, end, name in found:
        first, last = places[start], places[end - 1]
        if not any(n == name and s <= last and first < e for s, e, n in known):
            yield first, name


@lru_cache(maxsize=8)
def find_own_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses and numbers that a mall gives, its comments apart: they are the group's own."""
    plain = spell_plainly(COMMENT.sub("", text))[0]
    return tuple(plain[start:end] for start, end, _ in run_rules(plain, own=True))


def most_digits(text: str) -> int:
    """Return how many digits the longest number of a text has; a plain date is none."""
    numbers = [number for number in NUMBER.findall(text) if not PLAIN_DATE.fullmatch(number)]
    return max((len(OTHER_THAN_DIGITS.sub("", number)) for number in numbers), default=0)
