"""What `check` says as a document to another program: a form of our own, GitLab's and JUnit's.

What is personal is hidden in the problems themselves.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from generator.cli.annotations import WORDS
from generator.cli.showing import Review, judge, say_counts, say_older
from generator.problems import Problem, Severity, show_line, show_lines

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
FORM, VERSION = "lagesbild-check", 1
# GitLab's own words; what was there before the change is only told.
SEVERITIES = {Severity.FEL: "critical", Severity.VARNING: "minor", Severity.GRANSKAT: "info"}
# What no XML may hold, however it is escaped; compiled only where it is looked for, which takes long.
NOT_XML = "[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"


def write_json(reviews: Sequence[Review]) -> str:
    """Write everything that is known of each problem; `version` rises when the form is another."""
    problems = [
        describe(problem, review, is_own=not is_older)
        for review, problem, is_older in list_all(reviews)
    ]
    return format_json(
        {
            "form": FORM,
            "version": VERSION,
            "slutkod": judge(reviews),
            "läst": [say_counts(one.loaded) for one in reviews if one.loaded.archive],
            "problem": problems,
        }
    )


def list_all(reviews: Sequence[Review]) -> Iterator[tuple[Review, Problem, bool]]:
    """Yield each problem with its archive's review, and whether it was there before the change."""
    for review in reviews:
        yield from ((review, problem, False) for problem in review.own)
        yield from ((review, problem, True) for problem in review.older)


def describe(problem: Problem, review: Review, *, is_own: bool) -> dict[str, Any]:
    """Return a problem as a mapping of plain values."""
    return {
        "fil": review.place(problem.origin.path),
        "rad": problem.origin.line,
        "kolumn": problem.origin.column,
        "allvar": str(problem.severity),
        "fält": show_line(problem.field),
        "text": show_line(problem.text),
        "klistra in": [show_line(line) for line in problem.paste.splitlines()],
        "din": is_own,
    }


def write_gitlab(reviews: Sequence[Review]) -> str:
    """Write what GitLab calls a Code Quality report: a list of issues, each with a lasting fingerprint."""
    seen: Counter[tuple[str, ...]] = Counter()
    issues = []
    for review, problem, is_older in list_all(reviews):
        # Neither the line nor whose it is: what only moved, or has come to main, is no new issue.
        known = (review.prefix, problem.origin.path, problem.field, problem.text)
        seen[known] += 1
        raw = "\0".join((*known, str(seen[known]))).encode("utf-8", "surrogatepass")
        told = (say_older(problem) if is_older else problem).text
        issues.append(
            {
                "description": show_lines("\n".join(filter(None, (told, problem.paste)))),
                "check_name": show_line(problem.field) or "lagesbild",
                "fingerprint": hashlib.sha256(raw).hexdigest(),
                "severity": "info" if is_older else SEVERITIES[problem.severity],
                "location": {
                    "path": review.place(problem.origin.path),
                    "lines": {"begin": problem.origin.line},
                },
            }
        )
    return format_json(issues)


def format_json(document: object) -> str:
    """Return a document on many lines, so that two can be compared."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def write_junit(reviews: Sequence[Review]) -> str:
    """Write JUnit's XML: a fel is a test that failed, what else is told one that was left out."""
    told = list(list_all(reviews))
    # What was there before does not stop the writer.
    faults = sum(one.severity is Severity.FEL and not is_older for _, one, is_older in told)
    counts = {"tests": max(len(told), 1), "failures": faults, "skipped": len(told) - faults}
    said = {name: str(count) for name, count in counts.items()} | {"errors": "0"}
    suites = ElementTree.Element("testsuites", said)
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "lagesbild check"} | said)
    for review, problem, is_older in told:
        add_case(suite, review, problem, is_older=is_older)
    if not told:
        ElementTree.SubElement(suite, "testcase", classname="lagesbild", name="Inga fel")
    ElementTree.indent(suites)
    return f"{DECLARATION}\n{ElementTree.tostring(suites, encoding='unicode')}\n"


def add_case(
    suite: ElementTree.Element, review: Review, problem: Problem, *, is_older: bool
) -> None:
    """Add a problem as a test."""
    told = say_older(problem) if is_older else problem
    path = as_xml(review.place(problem.origin.path))
    place = f"{WORDS[problem.severity]}, rad {problem.origin.line}"
    name = as_xml(f"{place}, {problem.field}" if problem.field else place)
    case = ElementTree.SubElement(suite, "testcase", classname=path, name=name, file=path)
    tag = "failure" if problem.severity is Severity.FEL and not is_older else "skipped"
    found = ElementTree.SubElement(case, tag, message=as_xml(told.text))
    found.text = as_xml(str(told))


def as_xml(text: str) -> str:
    """Return text without the signs that XML has no way to write."""
    return re.sub(NOT_XML, "?", show_lines(text))
