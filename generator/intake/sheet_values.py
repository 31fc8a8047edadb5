"""A spreadsheet's cells as text: what the reader of the sheet sees, numbers and days by their formats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import takewhile
from typing import Any

from generator.intake.number_format import Kind, Section, choose_section, has
from generator.problems import CannotRun, shorten
from generator.swedish import MONTHS, WEEKDAYS

# More significant digits than these are the computer's own, as in 0.1 + 0.2.
EXACT_DIGITS = 15
# A number without a format shows so many digits, those before the decimal point included.
SHOWN_DIGITS = 10
# Room for the largest number a cell can hold, with all decimals a format can have.
ROOM = Context(prec=400)
SECONDS = {"h": 3600, "m": 60, "s": 1}
# Words that say what every number is a number of, and nothing of the number.
UNITS = ("kr", "kr.", ":-", "kronor", "sek", "st", "st.", "stycken")
SIGNS = re.compile(r"[-−–+()]")
# What a spreadsheet shows of its day nought, which is no day.
NO_DAY = "1900-01-00"
# What a spreadsheet in Swedish calls its errors.
ERRORS = {
    "#DIV/0!": "#DIVISION/0!",
    "#N/A": "#SAKNAS!",
    "#NAME?": "#NAMN?",
    "#NULL!": "#SKÄRNING!",
    "#NUM!": "#OGILTIGT!",
    "#REF!": "#REFERENS!",
    "#VALUE!": "#VÄRDEFEL!",
}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it stands in its file: where, its value, its type there, and its number format.

    `epoch` is the day that the workbook counts its days from; `unvalued` says that the cell holds a
    formula that nobody has computed.
    """

    place: str
    value: Any
    kind: str
    form: str
    epoch: Any
    unvalued: bool = False


NOTHING = SheetCell("", None, "n", "General", None)


def show_cell(cell: SheetCell) -> str:
    """Return a cell as it is shown; raises `CannotRun` for one that shows no value."""
    value = cell.value
    if cell.kind == "e":
        error = ERRORS.get(str(value), shorten(str(value)))
        text = 'Rätta formeln, eller skriv talet för hand (".." om uppgiften saknas).'
        raise CannotRun(f"Cell {cell.place} visar felet {error}. {text}")
    if cell.unvalued:
        text = "innehåller en formel utan värde. Räkna om och spara filen i Excel, eller skriv talet för hand."
        raise CannotRun(f"Cell {cell.place} {text}")
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case int() | float() | date() | time() | timedelta():
            return show_value(cell)
    return " ".join(str(value).split())


def show_value(cell: SheetCell) -> str:
    """Return a number, a day or a time as its format shows it.

    Which of them it is, the format says too: the workbook's reader knows less of formats.
    """
    from openpyxl.utils.datetime import from_excel, to_excel

    value, form, epoch = cell.value, cell.form, cell.epoch
    try:
        serial = value if isinstance(value, int | float) else to_excel(value, epoch)  # type: ignore[no-untyped-call]
        if not has(choose_section(form, exact(serial))[0], Kind.DATE, Kind.ELAPSED):
            return show_number(serial, form)
        day = from_excel(serial, epoch) if isinstance(value, int | float) else value
        whole_day = isinstance(day, date) and not isinstance(day, datetime)
        return show_date(datetime.combine(day, time()) if whole_day else day, serial, form)
    except Hidden as error:
        text = "har ett tal som formatet döljer. Visa talet i Excel, eller töm cellen."
        raise CannotRun(f"Cell {cell.place} {text}") from error
    except (ArithmeticError, ValueError) as error:
        text = "visar ett tal som är för stort, eller en dag som inte finns i almanackan. Rätta den i Excel."
        raise CannotRun(f"Cell {cell.place} {text}") from error


class Hidden(ValueError):
    """That a format shows nothing of a number that is there."""


def exact(value: float) -> Decimal:
    """Return a number without the digits that are the computer's own."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{EXACT_DIGITS}g}")


def show_number(value: float, form: str) -> str:
    """Return a number as its format shows it, with decimal comma and no blanks between thousands.

    The sign is always the number's own: `0;[Red]0` says with a colour what is below zero. A unit
    of money or count is left out; other words stay, since "under 5" is no 5.
    """
    number = exact(value)
    section, condition = choose_section(form, number)
    if not has(section, Kind.DIGIT, Kind.GENERAL, Kind.WITHOUT_FORM):
        return show_words(number, section, condition)
    places = [i for i, piece in enumerate(section) if piece.kind in (Kind.DIGIT, Kind.GENERAL)]
    first, last = (places[0], places[-1]) if places else (0, len(section))
    digits = show_digits(number, section, section[first : last + 1])
    before, after = (show_text(part) for part in (section[:first], section[last + 1 :]))
    minus = "-" if number < 0 and digits.strip("0,") else ""
    return " ".join(f"{before} {minus}{digits} {after}".split())


def show_words(number: Decimal, section: Section, condition: str) -> str:
    """Return what a section without digits shows; the dash of an accountant's zero is a zero."""
    is_currency = all(unicodedata.category(letter) == "Sc" for letter in show_text(section))
    if number == 0 and not condition and is_currency:
        return "0"
    shown = " ".join("".join(piece.text for piece in section if piece.kind is Kind.TEXT).split())
    if not shown:
        raise Hidden
    return shown


def show_text(section: Section) -> str:
    """Return the text before or after a number, without signs and units."""
    text = "".join(piece.text for piece in section if piece.kind in (Kind.TEXT, Kind.PERCENT))
    words = SIGNS.sub("", text).split()
    return " ".join(word for word in words if word.casefold() not in UNITS)


def show_digits(number: Decimal, section: Section, inner: Section) -> str:
    """Return a number's digits in the places for them, `inner` being all from the first to the last."""
    scaled = abs(number) * Decimal(100) ** sum(piece.kind is Kind.PERCENT for piece in section)
    if has(section, Kind.GENERAL, Kind.WITHOUT_FORM):
        return show_general(scaled)
    scaled /= Decimal(1000) ** count_scaling(section)
    point = next((i for i, one in enumerate(inner) if one.kind is Kind.POINT), len(inner))
    decimals = sum(piece.kind is Kind.DIGIT for piece in inner[point:])
    whole, _, rest = f"{round_half_up(scaled, decimals):f}".partition(".")
    rest = rest.rstrip("0")
    return fill(whole, inner[:point]) + (f",{rest}" if rest else "")


def round_half_up(number: Decimal, decimals: int) -> Decimal:
    """Round as a spreadsheet does: a half goes away from zero."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, ROOM)


def show_general(number: Decimal) -> str:
    """Return a number with as many decimals as there is room for."""
    room = SHOWN_DIGITS - max(number.adjusted() + 1, 1)
    shown = f"{round_half_up(number, max(room, 0)):f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown).replace(".", ",")


def count_scaling(section: Section) -> int:
    """Return how many times a number is divided by a thousand: by each comma after its last digit."""
    kinds = [piece.kind for piece in section if piece.kind in (Kind.DIGIT, Kind.POINT, Kind.COMMA)]
    point = kinds.index(Kind.POINT) if Kind.POINT in kinds else len(kinds)
    return count_last_commas(kinds[:point]) + count_last_commas(kinds[point:])


def count_last_commas(kinds: Sequence[Kind]) -> int:
    """Return how many commas stand last."""
    return len(list(takewhile(lambda kind: kind is Kind.COMMA, reversed(kinds))))


def fill(whole: str, section: Section) -> str:
    """Put a whole number's digits in their places from the right, text between them in its own."""
    places = [piece for piece in section if piece.kind is Kind.DIGIT]
    left = list(whole.zfill(sum(piece.text == "0" for piece in places)))
    shown: list[str] = []
    for piece in reversed(section):
        if piece.kind is Kind.TEXT and piece.text.strip() and left:
            shown.insert(0, piece.text)
        elif piece.kind is Kind.DIGIT and left:
            shown.insert(0, left.pop())
    return "".join(left + shown)


def show_date(value: datetime | time | timedelta, serial: float, form: str) -> str:
    """Return a day, a month, a year or a time of day: as much as the format shows.

    A day is whole even when its year is not shown, since no reader could tell it without.
    """
    section, _ = choose_section(form, exact(serial))
    letters = set(name_parts(section))
    elapsed = next((piece.text[0] for piece in section if piece.kind is Kind.ELAPSED), "")
    if elapsed or not isinstance(value, datetime | time):
        return show_elapsed(serial, elapsed or "h", letters)
    clock = f"{value:%H:%M}" if "h" in letters else f"{value:%M:%S}" if "N" in letters else ""
    if isinstance(value, time):
        return clock or NO_DAY
    day = show_day(value, letters)
    return " ".join(filter(None, (day, "" if day and clock == "00:00" else clock)))


def show_elapsed(serial: float, largest: str, letters: set[str]) -> str:
    """Return so many days as hours, minutes or seconds, and what comes next of them."""
    seconds = round(serial * SECONDS["h"] * 24)
    whole, rest = divmod(seconds, SECONDS[largest])
    following = {"h": "N", "m": "s"}.get(largest, "")
    shown = rest // 60 if largest == "h" else rest
    return f"{whole}:{shown:02}" if following in letters else f"{whole}"


def show_day(value: datetime, letters: set[str]) -> str:
    """Return as much of a day as is shown: `d` a day, `m` a month, `y` a year, `w` a weekday."""
    if "d" in letters:
        return f"{value:%Y-%m-%d}"
    if "m" in letters:
        return f"{value:%Y-%m}" if "y" in letters else MONTHS[value.month - 1]
    if "y" in letters:
        return f"{value:%Y}"
    return WEEKDAYS[value.weekday()] if "w" in letters else ""


def name_parts(section: Section) -> Iterator[str]:
    """Yield a letter for each part of a date: `m` a month, `N` minutes, `w` a weekday."""
    parts = [piece for piece in section if piece.kind in (Kind.DATE, Kind.ELAPSED)]
    for i, piece in enumerate(parts):
        before, after = parts[i - 1 : i], parts[i + 1 : i + 2]
        beside = (*(one.text[0] == "h" for one in before), *(one.text[0] == "s" for one in after))
        if piece.text[0] == "m" and len(piece.text) <= 2 and any(beside):
            yield "N"
        elif piece.text.startswith("ddd"):
            yield "w"
        else:
            yield piece.text[0]
