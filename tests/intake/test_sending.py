"""A sending is read as it was written, whatever a letter does to it, and never in part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.letter import read_letter
from generator.intake.sending import Sent, find_doubts, format_sending, parse_sending, tidy
from generator.problems import ArchiveError, Origin, Severity
from tests.places import load_cases

CASES: dict[str, list[Any]] = load_cases(Path(__file__).with_name("sendings.yml"))
LETTERS: list[dict[str, Any]] = load_cases(Path(__file__).with_name("letters.yml"))
WRITTEN = CASES["written"]
SENDING = WRITTEN[1]["text"]
FILES = WRITTEN[1]["files"]


def read(text: str) -> dict[str, str]:
    """Return the files of a text, by path."""
    return {file.path: file.text for file in parse_sending(text)}


def letter(encoding: str) -> str:
    """Return a letter with the sending, as it is saved."""
    message = EmailMessage()
    message["Subject"] = "Läget"
    message.set_content(f"Hej!\n\n{SENDING}\nHälsningar", cte=encoding)
    message.add_alternative("<p>Lägesbild, sändning 1</p>", subtype="html", cte=encoding)
    return message.as_bytes().decode("ascii")


CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "an old Mac": lambda text: text.replace("\n", "\r"),
    "a mark of encoding": lambda text: f"\ufeff{text}",
    "decomposed letters": lambda text: text.replace("ä", "a\u0308"),
    "a letter around it": lambda text: f"Hej!\n=== bra\n{text}-- \nSamordnaren\n=== slut 4",
    "quoting": lambda text: re.sub("^", "> ", text, flags=re.M),
    "quoting twice": lambda text: re.sub("^", ">> ", text, flags=re.M),
    "quoting without blanks": lambda text: re.sub("^(> $)?", ">", text, flags=re.M),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "blanks at the ends": lambda text: text.replace("\n", " \n"),
    "lines between": lambda text: text.replace("=== slut", "\n\n=== slut"),
    "twice": lambda text: f"{text}\n> Hej\n{text}",
    "quoted-printable": lambda _: letter("quoted-printable"),
    "base64": lambda _: letter("base64"),
}


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case["name"])
def test_a_sending_is_written_and_read(case: dict[str, Any]) -> None:
    assert format_sending(case["files"]) == case["text"]
    assert read(case["text"]) == case["files"]


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_letter_does_is_undone(change: str) -> None:
    found = read(read_letter(CHANGES[change](SENDING).encode(), "brev.txt").text)
    if change == "hard blanks":
        # In a text they may be the writer's own: "1 200".
        assert "Två\u00a0rader." in found["entries/2026-11-12/nvk-tal.md"]
        found = {path: text.replace("\u00a0", " ") for path, text in found.items()}
    assert found == FILES


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("case", LETTERS, ids=lambda case: case["name"])
def test_a_saved_letter_is_read_whole_or_told(case: dict[str, Any], ending: str) -> None:
    def write(found: re.Match[str]) -> str:
        return format_sending({f"entries/2026-11-12/{found[1]}.md": "# A\n"})

    raw = re.sub(r"SENDING (\w)\n", write, case["letter"]).replace("\n", ending)
    letter = read_letter(raw.encode(), "brev.txt")
    assert [path[-4] for path in read(letter.text)] == case["files"]
    assert list(letter.unread) == case["unread"]


def flow(line: str, quoting: str, *, shrinks: bool) -> Iterator[str]:
    """Yield the lines that a program for letters makes of one (RFC 3676)."""
    broken = re.findall(r".{1,30}", line) if shrinks else re.findall(r"\S+ *|^ +", line)
    for number, part in enumerate(broken or [""], 1):
        # Behind quoting there is always a blank here, before other lines only where one is needed.
        stuffed = quoting or part.startswith((" ", ">", "From "))
        goes_on = " " if shrinks and number < len(broken) else ""
        yield f"{quoting}{' ' if stuffed else ''}{part}{goes_on}"


@pytest.mark.parametrize("quoting", ["", ">", ">>"])
@pytest.mark.parametrize("shrinks", [False, True])
def test_lines_that_a_letter_broke_are_whole_again(quoting: str, shrinks: bool) -> None:
    text = (
        "---\norganisation: NVK\nåtgärder:\n  - vad: ringa fastighetsbolaget om lampan vid entrén\n"
        "    ansvarig: NVK\n---\n# Ungdomar har samlats vid torget flera kvällar i rad\n"
        "From och med lördag:\n\n> två  kvällar\n\n-- \nHej\n"
    )
    files = {"entries/2026-11-12/nvk-torget.md": text}
    lines = format_sending(files).splitlines()
    sending = "\n".join(one for line in lines for one in flow(line, quoting, shrinks=shrinks))
    about = f"format=flowed; delsp={'yes' if shrinks else 'no'}"
    head = f"Content-Type: text/plain; charset=utf-8; {about}\nContent-Transfer-Encoding: 8bit\n\n"
    found = read(read_letter(f"{head}Hej!\n\n{sending}\n".encode(), "brev.eml").text)
    assert found == {path: text.replace("-- \n", "--\n") for path, text in files.items()}


def test_an_attached_text_in_another_encoding_is_told() -> None:
    message = EmailMessage()
    message.set_content("Hej")
    message.add_attachment("sändning".encode("latin-1"), "application", "x-y", filename="b.txt")
    with pytest.raises(
        ArchiveError, match=r'brev\.txt, bilagan "b\.txt":1:2: Filen är inte sparad i'
    ):
        read_letter(message.as_bytes(), "brev.txt")


@pytest.mark.parametrize("case", CASES["doubtful"], ids=lambda case: case["text"][:20])
def test_a_heading_that_may_be_broken_is_told(case: dict[str, str]) -> None:
    found = [*find_doubts(Sent("entries/2026-11-12/a.md", case["text"], Origin("brev.txt", 1)))]
    assert "".join(f"{one}\n" for one in found) == case["said"]
    assert {one.severity for one in found} <= {Severity.VARNING}


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_what_may_have_lost_something_is_told(case: dict[str, Any]) -> None:
    with pytest.raises(ArchiveError) as told:
        parse_sending(case["text"].replace("MANY", "1" * 5_000), "brev.txt")
    assert f"{told.value}\n" == case["said"]


@pytest.mark.parametrize("name", CASES["names"])
def test_no_file_is_put_beside_the_records(name: str) -> None:
    with pytest.raises(ArchiveError):
        parse_sending(format_sending({name: "# A\n"}))


def test_a_sending_that_is_cut_anywhere_is_told() -> None:
    lines = SENDING.splitlines(keepends=True)
    for length in range(len(lines)):
        with pytest.raises(ArchiveError):
            parse_sending("".join(lines[:length]))


PATHS = st.sampled_from(
    [
        "entries/2026-11-12/nvk-a.md",
        "entries/2026-11-12/nvk-a.csv",
        "entries/2026-11-12/index.md",
        "entries/rapporter/2026-11.md",
        "decisions/2026-12-15-torget.md",
        "decisions/2026-12-15-torget.redovisning.md",
    ]
)
LINES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *(
                "---",
                "=",
                "== x",
                "===",
                "=== slut 1",
                "=== entries/2026-11-12/nvk-a.md",
                "> x",
                ">",
            ),
            *(
                "Lägesbild, sändning 1",
                "Lägesbild, sändning 2",
                "> Lägesbild, sändning 1",
                "  - x  ",
            ),
            *("nyckel: värde", "", "\u00a0 x", "x\u00a0\u00a0", "\ufeff", "{{ x }}", "# å"),
        ]
    ),
)
# Rows of a header that a letter may have broken are told: no header is made up here.
TEXTS = st.lists(LINES, max_size=12).map("\n".join).filter(lambda text: text.count("---") < 2)
RECORDS = TEXTS | TEXTS.map("---\norganisation: NVK\n---\n{}".format)


@given(files=st.dictionaries(PATHS, RECORDS, min_size=1, max_size=4), quoting=st.integers(0, 2))
def test_what_is_read_is_what_was_written(files: dict[str, str], quoting: int) -> None:
    if "entries/2026-11-12/nvk-a.csv" in files:
        files.setdefault("entries/2026-11-12/nvk-a.md", "# A\n")
    sending = format_sending(files)
    quoted = re.sub("^", "> " * quoting, sending.removesuffix("\n"), flags=re.M)
    tidied = {path: "\n".join([*tidy(text), ""]) for path, text in files.items()}
    assert read(f"Hej!\n{quoted}\nHej då!") == tidied
