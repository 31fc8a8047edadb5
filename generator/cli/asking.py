"""Questions on the command line: each is asked again, with the reason, until the answer will do."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from select import select
from shutil import which
from textwrap import wrap
from typing import Any, TypeVar

import click
from pydantic_core import PydanticCustomError

from generator.cli.showing import say
from generator.problems import CannotRun, quote, show_line, suggest
from generator.records import REMARK, Archive, Dated, Row, parse_day, slug_of
from generator.swedish import join_words

AnyRow = TypeVar("AnyRow", bound=Row)
YES, NO = ("j", "ja"), ("n", "nej")
# Said when Enter alone answers nothing.
NEEDED, WAY_OUT = "Här behövs ett svar.", "Ctrl+C avbryter."
YES_OR_NO = "Svara ja eller nej."
ONE_OF_THEM = "Skriv ett nummer eller början av ett namn i listan."
A_DAY = "Skriv år, månad och dag, till exempel 2026-11-06."
# A list of more words is not said again; one in groups has lines of at most so many letters.
FEW, WIDTH = 12, 88
# What is pasted lies ready at once; seconds.
AT_ONCE = 0.05
INDENT = 4 * " "
UNBROKEN = "\N{NO-BREAK SPACE}"
# Editors that may be there, the simplest first, and how what is written in them is saved.
EDITORS = ("nano", "vim", "vi")
SETTINGS = ("VISUAL", "EDITOR")
ASKED_EDITOR = "editor"
AT_THE_PROMPT = f"""\
Skriv en eller flera rader här. En tom rad avslutar.
Skriv bara ordet {ASKED_EDITOR} om du hellre skriver texten i en editor."""
LEAVING = {
    "nano": " (Ctrl+O, Enter och Ctrl+X)",
    "vim": " (i för att skriva, sedan Esc, :wq och Enter)",
    "vi": " (i för att skriva, sedan Esc, :wq och Enter)",
}
# What stands in the editor first, below the advice; a text of the archive has no such line.
UNKEPT = f"Rader som börjar med {REMARK} tas bort."
ADVICE = """\
Två till fyra meningar: vad, var och när, hur vanligt det är, vad som har gjorts och vad som
behövs."""


def ask_text(words: str, proposed: str = "", needed: str = "") -> str:
    """Ask for one line of text; with Enter it is the proposed one, or `needed` says what is to be written."""
    while True:
        answer = str(click.prompt(words, type=str, default=proposed, show_default=bool(proposed)))
        if answer.strip():
            return answer.strip()
        say(needed or say_needed())


def say_needed(how: str = "") -> str:
    """Say that Enter alone is no answer, how one is written, and how not to answer at all."""
    return " ".join(filter(None, (NEEDED, how, WAY_OUT)))


def ask_yes(words: str) -> bool:
    """Ask for yes or no; only a yes is a yes."""
    while True:
        answer = ask_text(f"{words} (ja/nej)", needed=YES_OR_NO).casefold()
        if answer in (*YES, *NO):
            return answer in YES
        say(YES_OR_NO)


def ask_word(
    words: str,
    allowed: Sequence[str],
    *,
    offered: Sequence[str] = (),
    notes: Mapping[Any, str] | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    proposed: str = "",
) -> str:
    """Ask for one of the allowed words; its number in the list, or its first letters, will do.

    Only those `offered` are listed, when there are any; `groups` are those under a heading each, on
    few lines. `notes` says more of some. With Enter it is the proposed one.
    """
    listed = [word for group in groups.values() for word in group] if groups else offered or allowed
    numbers = {word: number for number, word in enumerate(listed, 1)}
    say(f"{words}:")
    for line in list_groups(groups, numbers) if groups else list_each(numbers, notes or {}):
        say(line)
    known = {word.casefold(): word for word in allowed}
    known |= {str(number): word for word, number in numbers.items()}
    while True:
        answer = ask_text("Nummer, eller början av namnet", proposed, say_needed(ONE_OF_THEM))
        if found := known.get(answer.casefold()):
            return found
        begun = find_begun(answer, listed) or find_begun(answer, allowed)
        if len(begun) == 1:
            say(f"Valt: {begun[0]}")
            return begun[0]
        say(f"{quote(answer)} {say_why(answer, begun, allowed, numbers)}")


def list_each(numbers: Mapping[str, int], notes: Mapping[Any, str]) -> Iterator[str]:
    """Yield a line for each word, with its number and what more is said of it."""
    for word, number in numbers.items():
        note = notes.get(word)
        yield f"  {number}  {word}{f' – {note}' if note else ''}"


def list_groups(groups: Mapping[str, Sequence[str]], numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of words under their headings, each word whole on its line."""
    for heading, words in groups.items():
        yield f"  {heading}"
        parts = (f"{numbers[word]} {word}".replace(" ", UNBROKEN) for word in words)
        for line in wrap(
            ", ".join(parts),
            WIDTH,
            initial_indent=INDENT,
            subsequent_indent=INDENT,
            break_on_hyphens=False,
        ):
            yield line.replace(UNBROKEN, " ")


def find_begun(answer: str, words: Sequence[str]) -> list[str]:
    """Return the words that begin with what was answered; a number begins none."""
    begins = "" if answer.isdigit() else answer.casefold()
    return [word for word in words if begins and word.casefold().startswith(begins)]


def say_why(
    answer: str, begun: Sequence[str], allowed: Sequence[str], numbers: Mapping[str, int]
) -> str:
    """Say why an answer chose no word: it begins several, or none and then what may have been meant."""
    if begun:
        told = (f"{numbers[word]} {word}" if word in numbers else word for word in begun)
        return f"kan vara {join_words(list(told), 'eller')}."
    return f"finns inte i listan. {say_nearest(answer, allowed, list(numbers))}"


def say_nearest(answer: str, allowed: Sequence[str], listed: Sequence[str]) -> str:
    """Name what may have been meant, or else what was listed."""
    more = ", eller skriv ett annat ord ur mallen" if len(allowed) > len(listed) else ""
    few = f"Välj bland {join_words(listed)}{more}."
    return str(suggest(answer, allowed)) or (few if len(listed) <= FEW else ONE_OF_THEM)


def choose(
    archive: Archive,
    kind: type[AnyRow],
    words: str,
    given: str | None,
    day: date,
    only: Collection[str] = (),
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    proposed: str = "",
) -> AnyRow:
    """Return the row of the mall that was given, or else ask for it among those in use that day.

    `only` names the rows that will do, where not all of them will; `groups` and `proposed` are as in
    `ask_word`.
    """
    mall = archive.mall
    valid = (r for r in mall.rows(kind) if not isinstance(r, Dated) or r.valid_at(day))
    rows = [row for row in valid if not only or row.name in only]
    named = {row.name: row for row in rows}
    every = {word: row for row in rows for word in row.words}
    if given is None:
        in_use = {
            heading: found
            for heading, names in (groups or {}).items()
            if (found := [name for name in names if name in named])
        }
        offered = list(named)
        return every[
            ask_word(words, list(every), offered=offered, groups=in_use, proposed=proposed)
        ]
    row = mall.find(kind, given)
    if row is None or row.name not in named:
        nearest = suggest(given, every)
        raise CannotRun(f"{words}: {quote(given)} kan inte stå där. {nearest}".strip())
    return row


def ask_optional(words: str) -> str:
    """Ask for a text that may be left out."""
    return str(click.prompt(f"{words} (får vara tomt)", default="", show_default=False)).strip()


def ask_day(words: str) -> date:
    """Ask for a day, until it is one."""
    while True:
        if day := read_day(ask_text(f"{words}, ÅÅÅÅ-MM-DD", needed=say_needed(A_DAY))):
            return day


def ask_last_day(words: str) -> date | None:
    """Ask for a day that may be left out."""
    while answer := ask_optional(f"{words}, ÅÅÅÅ-MM-DD"):
        if day := read_day(answer):
            return day
    return None


def read_day(answer: str) -> date | None:
    """Return the day that was answered, or say why it is none."""
    try:
        return parse_day(answer)
    except PydanticCustomError as error:
        say(error.message())
        return None


def is_attended() -> bool:
    """Say whether somebody sits where the answers come from."""
    return sys.stdin.isatty()


def ask_long(words: str, advice: str = ADVICE) -> str:
    """Ask for a text of several lines, here or in the editor that is set; on one line where nobody sits.

    `advice` is said first. In the editor it stands on lines that are no part of the text.
    """
    if not is_attended():
        return ask_text(words)
    if find_set_editor():
        return ask_in_editor(words, advice)
    say(f"{words}: {advice}\n{AT_THE_PROMPT}")
    while not (first := ask_line().strip()):
        say(say_needed())
    if first.casefold() == ASKED_EDITOR:
        return ask_in_editor(words, advice)
    lines = [first]
    while (line := ask_line()) or is_more_pasted():
        lines.append(line)
    return "\n".join(lines).rstrip()


def is_more_pasted() -> bool:
    """Say whether more than was read lies ready: an empty line is then one within a pasted text."""
    if sys.platform == "win32":
        # A console is no socket, which is all that `select` takes there.
        import msvcrt

        return msvcrt.kbhit()
    import termios

    if select([sys.stdin], [], [], AT_ONCE)[0]:
        return True
    # A terminal that hands over whole lines says nothing of a last one without an end.
    before = termios.tcgetattr(sys.stdin)
    by_sign = [*before[:3], before[3] & ~termios.ICANON, *before[4:]]
    termios.tcsetattr(sys.stdin, termios.TCSANOW, by_sign)
    try:
        return bool(select([sys.stdin], [], [], 0)[0])
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


def ask_line() -> str:
    """Ask for one line of a text; it may be empty."""
    return str(click.prompt(">", default="", show_default=False, prompt_suffix=" ")).rstrip()


def ask_in_editor(words: str, advice: str) -> str:
    """Ask for a text in the editor; on one line where it cannot be opened."""
    while True:
        is_well, written = edit(words, advice)
        lines = [line for line in written.splitlines() if not line.startswith(REMARK)]
        if text := "\n".join(lines).strip():
            return text
        if not is_well:
            say(
                "Editorn gick inte att öppna, eller slutade med ett fel. Skriv texten på en rad här."
            )
            return ask_text(words)
        say(f"{words} saknas. Skriv i editorn, spara och stäng.")


def edit(words: str, advice: str) -> tuple[bool, str]:
    """Return whether an editor ended well, and what was saved in it; say before which it is, and what to do."""
    editor = find_editor()
    how = LEAVING.get(Path(editor.split()[0]).stem, "")
    with tempfile.TemporaryDirectory(prefix="lagesbild-") as folder:
        file = Path(folder) / f"{slug_of(words)}.md"
        remarks = (f"{REMARK} {line}\n" for line in (*advice.splitlines(), UNKEPT))
        file.write_text(f"\n{''.join(remarks)}", "utf-8")
        told = f"{words}: nu öppnas filen {file} i editorn {editor}."
        # A path is no text: nothing in it is to be hidden.
        click.echo(
            show_line(f"{told} Skriv i den, spara och stäng{how}. Sedan går det vidare här.")
        )
        try:
            click.edit(filename=str(file), editor=editor)
        except (click.ClickException, ValueError):
            return False, file.read_text("utf-8-sig", "replace")
        return True, file.read_text("utf-8-sig", "replace")


def find_editor() -> str:
    """Return the command of the editor that is set, or else of one that is there."""
    return find_set_editor() or (
        "notepad" if os.name == "nt" else next(filter(which, EDITORS), "vi")
    )


def find_set_editor() -> str:
    """Return the command of the editor that somebody has set, or nothing."""
    return next(filter(None, (os.environ.get(key, "").strip() for key in SETTINGS)), "")
