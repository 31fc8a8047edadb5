"""What each rule of the privacy guard finds, misses and finds wrongly, as a table in Markdown.

`LAGESBILD_REAL_DATA=… python -m benchmarks.guard` reads the tests' cases, the test numbers of the
authorities, the law, the example archive and the real events. Of what is found in the events, each
text is printed by rule with the digits and letters of a number hidden, so that it can be judged.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.problems import Severity
from generator.records.privacy.finding import find_personal
from generator.records.privacy.guard import read_guard

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/records/personal.yml"
NAMES = Path(__file__).with_name("invented_names.yml")
AROUND = 30
# A rule's cases: what it must find, and what it must let be.
Cases = dict[str, tuple[list[str], list[str]]]


def read_cases() -> Cases:
    """Return the tests' cases of every rule."""
    rows = yaml.safe_load(CASES.read_text("utf-8"))
    return {rule: (row["finds"], row["lets"]) for rule, row in rows.items()}


def read_numbers(folder: Path) -> dict[str, list[str]]:
    """Return the authorities' test numbers, as each is written, by the rule that must find it."""
    births = [
        f"{number[:8]}-{number[8:]}"
        for name in ("testpersonnummer.txt", "testsamordningsnummer.txt")
        for number in (folder / name).read_text("utf-8").split()
    ]
    phones = []
    with (folder / "pts_fiktiva_telefonnummer.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            area, first = row["forsta"].split("-")
            width, last = len(first), int(row["sista"].split("-")[1])
            phones += [f"{area}-{n:0{width}}" for n in range(int(first), last + 1)]
    groups = json.loads((folder / "registreringsskyltar.json").read_text("utf-8"))
    plates = [f"{group} 12{end}" for group in groups["never_issued_letter_groups"] for end in "3A"]
    return {"personnummer": births, "telefonnummer": phones, "registreringsnummer": plates}


def names(text: str) -> set[str]:
    """Return the rules that find something in a text."""
    return {found.name for found in find_personal(text)}


def count_in(texts: Iterator[str]) -> Counter[str]:
    """Return in how many texts each rule finds something."""
    return Counter(name for text in texts for name in names(text))


def read_example() -> Iterator[str]:
    """Yield every record and table of the example archive."""
    for folder in ("entries", "decisions"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".md", ".csv"):  # a table may be written in an older encoding
                yield file.read_text("utf-8", "replace")


def read_events(folder: Path) -> Iterator[str]:
    """Yield the title and the summary of every real event."""
    with (folder / "polisen/vastmanland_to_2025-06.csv").open(encoding="utf-8") as file:
        yield from (f"{row['title']}\n\n{row['summary']}" for row in csv.DictReader(file))


def show_events(texts: list[str]) -> Iterator[str]:
    """Yield each finding in the events by its rule, with the words around it."""
    for text in texts:
        for found in find_personal(text):
            around = text[max(0, found.index - AROUND) : found.index + AROUND]
            hidden = re.sub(r"[0-9]", "0", " ".join(around.split()))
            yield f"- {found.name}: … {hidden} …"


def count_names() -> Iterator[tuple[str, str, int, int]]:
    """Yield how a name is written, whose it is, in how many texts it is found, and of how many."""
    data = yaml.safe_load(NAMES.read_text("utf-8"))
    for kind, lists in data["kinds"].items():
        pairs = list(zip(lists["given"], lists["surname"], strict=True))
        for way, frames in data["frames"].items():
            texts = [
                frame.format(
                    given=given,
                    surname=surname,
                    initial=given[0],
                    GIVEN=given.upper(),
                    SURNAME=surname.upper(),
                )
                for given, surname in pairs
                for frame in frames
            ]
            yield way, kind, sum("namn" in names(text) for text in texts), len(texts)


def main() -> None:
    """Print the table and what is found in the events."""
    if not (named := os.environ.get("LAGESBILD_REAL_DATA")):
        raise SystemExit("LAGESBILD_REAL_DATA should name the folder of real data.")
    data = Path(named)
    numbers = read_numbers(data / "personuppgifter")
    events = list(read_events(data))
    laws = count_in(file.read_text("utf-8") for file in sorted((data / "lag").glob("*.md")))
    example, real = count_in(read_example()), count_in(iter(events))
    print(
        f"| Rule | Severity | Found | Missed | False in cases | Law | Example | {len(events)} events |"
    )
    print("|---|---|---|---|---|---|---|---|")
    rules = read_guard().rules
    for rule, (finds, lets) in read_cases().items():
        must = [*finds, *(f"Vi fick {number} av någon." for number in numbers.get(rule, ()))]
        found = sum(rule in names(text) for text in must)
        wrong = sum(rule in names(text) for text in lets)
        kind = "stops" if rules[rule].severity is Severity.FEL else "warns"
        cells = (rule, kind, found, len(must) - found, f"{wrong} of {len(lets)}")
        print("|", " | ".join(map(str, (*cells, laws[rule], example[rule], real[rule]))), "|")
    print("\n| An invented name | Whose | Found | Missed |\n|---|---|---|---|")
    for way, kind, found, every in count_names():
        print(f"| {way} | {kind} | {found} | {every - found} |")
    print("\nIn the events:\n")
    print("\n".join(sorted(show_events(events))))


if __name__ == "__main__":
    main()
