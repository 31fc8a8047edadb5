"""What is unclear in a list: answered by options and earlier answers, or else asked, or held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from generator.cli.asking import ask_word, ask_yes
from generator.cli.showing import say
from generator.intake.listed.columns import (
    ANSWERED,
    MANY,
    Column,
    choose_columns,
    describe_columns,
    part_rivals,
)
from generator.intake.listed.days import find_orders, find_serial
from generator.intake.listed.facts import NEEDED
from generator.intake.listed.rows import Listed
from generator.intake.listed.words import NOUNS, Unknown, Words
from generator.intake.sheet import Sheet
from generator.problems import CannotRun, quote
from generator.records import OMITTED, WORD_KINDS, Archive, Role, hide_personal
from generator.swedish import join_words, say_figure

WAIT = "vänta"
# What a column can be, to the one who is asked.
CHOICES = {
    Role.DAY: "dagen det hände",
    Role.LAST: "sista dagen, om det var flera",
    Role.CLOCK: "klockslag eller del av dygnet",
    Role.PLACE: "var det hände",
    Role.TYPE: "vad för slags problem det var",
    Role.WHO: "vem som rapporterar",
    Role.COUNT: "hur många händelser det var",
    Role.TITLE: "postens rubrik",
    Role.TEXT: "det som berättas",
    Role.ADDED: "läggs sist i texten, efter kolumnens rubrik",
    Role.OMITTED: "tas inte med",
}
EVERY_DAY = "Ingen kolumn säger vilken dag det hände"


def settle_columns(
    listed: Listed, archive: Archive, told: Mapping[str, Role], *, silent: bool
) -> list[Column]:
    """Return the list's columns, each with a role or personal; raises `CannotRun` without a day."""
    columns = choose_columns(use_saved(listed.columns, archive), told)
    say("Så har kolumnerna förståtts:")
    for line in describe_columns(columns):
        say(line)
    if silent and (unclear := [column for column in columns if column.asks]):
        letters = join_words(column.letter for column in unclear)
        say(f"Oklara kolumner tas inte med: {letters}. Ange med --kolumn vad de är.")
    for number, column in enumerate(columns):
        if column.asks:
            columns[number] = (
                column.take(Role.OMITTED) if silent else settle_column(column, columns)
            )
    if not any(column.role is Role.DAY for column in columns):
        if silent:
            raise CannotRun(f"{EVERY_DAY}. Lägg till --kolumn RUBRIK={Role.DAY}.")
        names = [one.heading or one.letter for one in columns if not one.personal]
        name = ask_word(f"{EVERY_DAY}. Vilken är det", names)
        columns = choose_columns(columns, {name: Role.DAY})
    return columns


def use_saved(columns: Sequence[Column], archive: Archive) -> list[Column]:
    """Return columns with the roles that were answered for their headings before."""
    saved = archive.import_answers
    known = {
        heading.casefold(): Role(role) for heading, role in (saved.columns if saved else {}).items()
    }
    headings = [one.heading.casefold() for one in columns]
    found = [
        one.take(known[one.heading.casefold()], "enligt sparat svar")
        if one.heading.casefold() in known
        and headings.count(one.heading.casefold()) == 1
        and not one.personal
        else one
        for one in columns
    ]
    return part_rivals(found)


def settle_column(column: Column, columns: Sequence[Column]) -> Column:
    """Return an unclear column with the role it is asked to have: none that another column has."""
    taken = {one.role for one in columns if one.role not in MANY}
    roles = [role for role in Role if role not in taken]
    if column.near in roles:
        roles = [column.near, *(role for role in roles if role is not column.near)]
    answer = ask_word(
        f"Vad säger kolumn {column.letter} ({quote(column.heading) if column.heading else 'utan rubrik'})",
        roles,
        notes=CHOICES,
    )
    return column.take(Role(answer), ANSWERED)


def settle_fixed(
    columns: Sequence[Column], told: Mapping[Role, str], words: Words, *, silent: bool
) -> dict[Role, str]:
    """Return the words that hold for every row without its own; those no column tells are asked for."""
    fixed = dict(told)
    for role in NEEDED:
        if role is Role.DAY or role in fixed or any(one.role is role for one in columns):
            continue
        if silent:
            raise CannotRun(
                f"Ingen kolumn säger {role}. Lägg till --alla {role}=ORD eller --kolumn RUBRIK={role}."
            )
        fixed[role] = ask_word(
            f"Ingen kolumn säger {role}. Vilken gäller för alla rader", words.names(role)
        )
    return fixed


def settle_words(listed: Listed, columns: Sequence[Column], words: Words, *, silent: bool) -> None:
    """Ask what each unknown word is in the mall; without an answer its rows are held back."""
    for column in columns:
        if column.role not in WORD_KINDS or column.role is None:
            continue
        texts = [row.text(column.index) for row in listed.rows]
        unknown = list(words.find_unknown(column.role, texts))
        if silent and unknown:
            count = say_figure(len(unknown), "ord", "ord")
            say(
                f"{column.name}: {count} finns inte i mallen. Svara med --ord, eller kör utan --inga-fragor."
            )
        for one in [] if silent else unknown:
            answer = ask_about(one, words)
            if answer != WAIT:
                words.answer(one.role, one.word, answer)


def ask_about(unknown: Unknown, words: Words) -> str:
    """Ask what a word is in the mall; any word of the mall will do, the nearest are listed."""
    rows = say_figure(unknown.count, "rad", "rader")
    question = f"{quote(hide_personal(unknown.word))} ({rows}) finns inte bland mallens {NOUNS[unknown.role]}. Skriv ett ord ur mallen, eller välj"
    ways = {OMITTED: "raderna tas inte med", WAIT: "raderna hålls inne tills du vet"}
    offered = [*unknown.near, *ways]
    return ask_word(question, [*words.names(unknown.role), *ways], offered=offered, notes=ways)


def settle_days(
    listed: Listed,
    columns: Sequence[Column],
    sheet: Sheet,
    order: str,
    *,
    serial: bool,
    silent: bool,
) -> tuple[str, date | None]:
    """Return the order of days in numbers, and what numbers of days are counted from, if they are days."""
    texts = [
        row.text(one.index)
        for one in columns
        if one.role in (Role.DAY, Role.LAST)
        for row in listed.rows
    ]
    orders = find_orders(texts)
    if len(orders) == 1 and not order:
        order = next(iter(orders))
        say(f"Dagar i siffror läses {order}, det enda som passar alla: {orders[order]}.")
    if len(orders) > 1 and not order and not silent:
        order = ask_word(
            "Dagar i siffror kan läsas på flera sätt. Vilket är rätt", list(orders), notes=orders
        )
    example = find_serial(texts, sheet.epoch)
    if example and not serial and not silent:
        serial = ask_yes(
            f"Några dagar står som tal. Så räknar Excel dagar: {example}. Ska de läsas så?"
        )
    return order, sheet.epoch if serial else None
