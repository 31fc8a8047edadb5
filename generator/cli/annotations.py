"""What a forge shows beside a change: the most useful problems on their lines, and all in a summary.

Participants' words reach the runner only escaped in a command of ours, and the summary only in code.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from generator.cli.showing import PAGES, Review, say_older, say_warnings
from generator.problems import Origin, Problem, Severity, only, part_alike, show_line, show_lines
from generator.swedish import join_words

# GitHub takes ten fel and ten varningar a step, and drops the rest without a word.
MOST_SHOWN = 10
SUMMARY = "GITHUB_STEP_SUMMARY"
# GitHub drops a summary of more than a mebibyte.
MOST_SUMMARY = 900_000
COMMANDS = {Severity.FEL: "error", Severity.VARNING: "warning", Severity.GRANSKAT: "notice"}
WORDS = {Severity.FEL: "Fel", Severity.VARNING: "Varning", Severity.GRANSKAT: "Granskat"}
RANKS = (Severity.FEL, Severity.VARNING, Severity.GRANSKAT)
IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_VALUE = IN_MESSAGE | {":": "%3A", ",": "%2C"}
TICKS = re.compile("`+")
CUT = "\n\nResten får inte plats här och står i loggen.\n"


def print_annotations(reviews: Sequence[Review]) -> None:
    """Print the commands for the ten most useful problems, and write the summary of all.

    The summary is appended to the file that `GITHUB_STEP_SUMMARY` names, if any.
    """
    summary = os.environ.get(SUMMARY, "")
    where = "körningens sammanfattning" if summary else "loggen"
    for line in write_commands(reviews, where):
        click.echo(line)
    if summary:
        with Path(summary).open("a", encoding="utf-8", newline="\n") as file:
            file.write(write_summary(reviews))


def write_commands(reviews: Sequence[Review], where: str) -> Iterator[str]:
    """Yield a command to the runner for each of the ten most useful, and one with the count of the rest."""
    ranked = sorted(rank_problems(reviews), key=lambda found: found[0])
    for (rank, *_), problem, review in ranked[:MOST_SHOWN]:
        is_older = rank == len(RANKS)
        command = "notice" if is_older else COMMANDS[problem.severity]
        title = "Fanns redan" if is_older else WORDS[problem.severity]
        values = {
            "file": review.place(problem.origin.path),
            "line": str(problem.origin.line),
            "col": str(problem.origin.column),
            "title": f"{title}: {problem.field}" if problem.field else title,
        }
        said = ",".join(f"{name}={escape(value, IN_VALUE)}" for name, value in values.items())
        message = show_lines("\n".join(filter(None, (problem.text, problem.paste))))
        yield f"::{command} {said}::{escape(message, IN_MESSAGE)}"
    if rest := [problem for _, problem, _ in ranked[MOST_SHOWN:]]:
        yield f"::notice title=Fler::{escape(f'{say_number_of(rest)} till står i {where}.', IN_MESSAGE)}"


def rank_problems(
    reviews: Iterable[Review],
) -> Iterator[tuple[tuple[int, int, Origin], Problem, Review]]:
    """Yield each problem with its rank and its archive's review, the most useful first when sorted.

    The writer's own fel, then varningar, then what was there before; of each sort one of every file
    before a second of any.
    """
    for review in reviews:
        older = map(say_older, only(Severity.FEL, review.older))
        sorts = (*(only(severity, review.own) for severity in RANKS), older)
        for rank, problems in enumerate(sorts):
            seen: dict[str, int] = defaultdict(int)
            for problem in problems:
                path = problem.origin.path
                seen[path] += 1
                yield (rank, seen[path], problem.origin), problem, review


def escape(text: str, marks: dict[str, str]) -> str:
    """Return text as a part of a command, which it cannot end."""
    return "".join(marks.get(letter, letter) for letter in text)


def say_number_of(problems: Sequence[Problem]) -> str:
    """Write how many fel, varningar and granskade there are: `3 fel och 1 varning`."""
    counts = [len(only(severity, problems)) for severity in RANKS]
    words = (f"{counts[0]} fel", say_warnings(counts[1]), f"{counts[2]} granskade")
    return join_words(word for word, count in zip(words, counts, strict=True) if count)


def write_summary(reviews: Sequence[Review]) -> str:
    """Write all problems in Markdown, file by file, with the lines to paste."""
    blocks = [block for review in reviews for block in summarize(review)]
    size = 0
    kept: list[str] = []
    for block in blocks:
        size += len(block.encode()) + len("\n\n")
        if size > MOST_SUMMARY:
            return "\n\n".join(kept) + CUT
        kept.append(block)
    return "\n\n".join(kept) + "\n"


def summarize(review: Review) -> Iterator[str]:
    """Yield the blocks of one archive: what the writer has to mend, and what was there before."""
    said = say_number_of(review.own)
    yield f"## {said}" if said else "## Inga fel och inga varningar"
    yield from list_files(review, review.own)
    if older := only(Severity.FEL, review.older):
        yield f"## {len(older)} fel som fanns redan"
        yield "De står i filer som din ändring inte rör, så du behöver inte göra något åt dem."
        yield from list_files(review, older)
    if warnings := len(only(Severity.VARNING, review.older)):
        yield f"I filer som din ändring inte rör finns också {say_warnings(warnings)}."
    if review.pages:
        yield PAGES
        yield "\n".join(f"- {as_code(address)}" for address in review.pages)


def list_files(review: Review, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield a heading for each file, and its problems, fel first."""
    kept, more = part_alike(
        sorted(problems, key=lambda one: (one.origin.path, RANKS.index(one.severity)))
    )
    for path, group in groupby(kept, key=lambda one: one.origin.path):
        yield f"### {as_code(review.place(path))}"
        for problem in group:
            field = f", {as_code(problem.field)}" if problem.field else ""
            place = f"rad {problem.origin.line}{field}"
            yield f"- **{WORDS[problem.severity]}**, {place}: {as_code(problem.text)}"
            if problem.paste:
                yield in_fence(problem.paste)
        yield from (f"- {as_code(line)}" for line in more[path])


def as_code(text: str) -> str:
    """Return text as code on one line, which nothing in it can end."""
    shown = show_line(text)
    ticks = "`" * (longest_run(shown) + 1)
    # A blank at either end is taken away when both are there.
    return (
        f"{ticks} {shown} {ticks}" if shown.strip("`") != shown or len(ticks) > 1 else f"`{shown}`"
    )


def in_fence(text: str) -> str:
    """Return lines as a box of code below an item, which nothing in them can end."""
    fence = "`" * max(longest_run(text) + 1, len("```"))
    lines = (fence, *map(show_line, text.splitlines()), fence)
    return "\n".join(f"  {line}" for line in lines)


def longest_run(text: str) -> int:
    """Return how many backticks stand beside each other at the most."""
    return max(map(len, TICKS.findall(text)), default=0)
