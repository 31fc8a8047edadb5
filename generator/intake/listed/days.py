"""The day and the time that a cell tells: written in any way that can be read in only one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from generator.intake.polisen_file import SWEDEN
from generator.records import FIRST_YEAR, LAST_YEAR, as_day
from generator.swedish import say_day

# A number of days as a spreadsheet counts them, of the years 2000–2099.
SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
SERIALS = range(36_526, 73_051)
# A day in numbers whose order must be known: `3/11/2026`, `11-03-26`.
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
# As it is written in Swedish: `3/11 2026`, `3/11-26`.
SWEDISH = re.compile(r"(\d{1,2})/(\d{1,2})[ -](\d{4}|\d{2})")
CLOCK = re.compile(
    r"(?:kl(?:ockan)?\.? *)?(\d{1,2})(?:[.:](\d{2}))?(?:[.:](\d{2})(?:[.,]\d+)?)?(?: *([AaPp])\.?[Mm]\.?)?"
)
OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
# A day and behind it, after a blank, `T` or comma, a time.
PARTS = re.compile(
    r"(?P<day>.+?)(?:T(?=\d)|,? +)(?P<clock>(?:kl(?:ockan)?\.? *\d{1,2}(?:[.:]\d{2})?|\d{1,2}[.:]\d{2}(?:[.:]\d{2}(?:[.,]\d+)?)?)(?: *[AaPp]\.?[Mm]\.?)?)"
)
# What only a day looks like, whatever order it is in.
SHAPED = re.compile(rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}|{NUMBERS.pattern}(?!\d)|{SWEDISH.pattern}(?!\d)")
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = ORDERS = ("dag-först", "månad-först", "år-först")
CENTURY = 2000
NOON = 12
SECONDS = 86_400
UTC = "Z"


@dataclass(frozen=True, slots=True)
class Told:
    """A day, and the time when one is told; midnight to the second is what a day without one has."""

    day: date
    clock: time | None = None


def read_told(text: str, order: str, epoch: date | None) -> Told | str:
    """Return what a cell tells, or why it tells no day.

    `order` is one of `ORDERS` or nothing; `epoch` is what a number of days is counted from, None
    where such numbers are not days.
    """
    if found := SERIAL.fullmatch(text):
        return read_serial(found, epoch)
    offset = OFFSET.search(text) if ":" in text else None
    if offset and offset[1] == UTC:
        return "Tiden är skriven i världstid (UTC). Skriv svensk tid."
    parts = PARTS.fullmatch(text[: offset.start()].rstrip() if offset else text)
    clock = read_clock(parts["clock"]) if parts else None
    if parts and clock is None:
        return "Klockslaget går inte att läsa. Skriv till exempel 2026-11-06 18:30."
    day = read_day(parts["day"].rstrip(" ,") if parts else text, order)
    if isinstance(day, str):
        return day
    if offset and offset[1] not in write_offsets(datetime.combine(day, clock or time())):
        return f"Tiden slutar på {offset[1]}, som inte är svensk tid den dagen. Skriv svensk tid, till exempel 2026-11-06 18:30."
    if parts and clock == time() and parts["clock"].count(":") > 1:
        clock = None
    return Told(day, clock)


def write_offsets(moment: datetime) -> set[str]:
    """Write how Swedish time differs from UTC at a moment: `+01:00`, `+0100`; twice in the hour that comes twice."""
    written = {moment.replace(tzinfo=SWEDEN, fold=fold).strftime("%z") for fold in (0, 1)}
    return written | {f"{one[:3]}:{one[3:]}" for one in written}


def read_serial(found: re.Match[str], epoch: date | None) -> Told | str:
    """Return the day and time of a number of days."""
    days = int(found[1])
    if days not in SERIALS:
        return "Talet är ingen dag. Skriv år, månad och dag, till exempel 2026-11-06."
    if epoch is None:
        return "Talet kan vara en dag som Excel räknar dem. Ge cellen formatet datum, eller kör med --excel-dagar."
    seconds = round(float(f"0.{found[2] or 0}") * SECONDS)
    clock = time(seconds // 3600 % 24, seconds // 60 % 60) if seconds else None
    return Told(epoch + timedelta(days=days), clock)


def read_day(text: str, order: str) -> date | str:
    """Return the one day that a text can mean, or why it means none."""
    if certain := as_day(text):
        day = date.fromisoformat(certain)
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else "Årtalet är orimligt. Rätta dagen."
    if found := SWEDISH.fullmatch(text):
        return make_day(found[3], found[2], found[1]) or "Dagen finns inte i almanackan."
    if found := NUMBERS.fullmatch(text):
        ways = ways_of(found)
        if order in ways:
            return ways[order]
        if not ways:
            return "Dagen finns inte i almanackan."
        return "Dagen kan läsas på flera sätt. Skriv år, månad och dag, eller ange --datumordning."
    return "Ingen dag går att läsa. Skriv år, månad och dag, till exempel 2026-11-06."


def ways_of(found: re.Match[str]) -> dict[str, date]:
    """Return each order that the numbers of a day can be read in, with the day they are then."""
    first, second, last = found[1], found[3], found[4]
    ways = {DAY_FIRST: (last, second, first), MONTH_FIRST: (last, first, second)}
    if len(last) < len("2026"):
        ways[YEAR_FIRST] = (first, second, last)
    return {order: day for order, numbers in ways.items() if (day := make_day(*numbers))}


def make_day(year: str, month: str, day: str) -> date | None:
    """Return the day of some digits, a year of two being of this century; None for no such day."""
    try:
        number = int(year) + (CENTURY if len(year) <= len("26") else 0)
        return date(number, int(month), int(day))
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """Return a time of day: `18.30`, `kl 18`, `6:30 PM`; None for no such time."""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if half := (found[4] or "").lower():
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def find_orders(texts: Iterable[str]) -> dict[str, str]:
    """Return the orders that all days in numbers of a column can be read in, each with an example.

    None when no day needs an order, or each tells its own.
    """
    found = [match for text in texts if (match := NUMBERS.match(text))]
    unsure = [one for one in found if len(set(ways_of(one).values())) > 1]
    if not unsure:
        return {}
    every = [set(ways_of(one)) for one in found if ways_of(one)]
    orders = [order for order in ORDERS if all(order in ways for ways in every)]
    return {order: f"{unsure[0][0]} är {say_day(ways_of(unsure[0])[order])}" for order in orders}


def find_serial(texts: Iterable[str], epoch: date) -> str:
    """Return an example of a number that may be a day: `46329 är 3 november 2026`; or nothing."""
    numbers = (found for text in texts if (found := SERIAL.fullmatch(text)))
    days = (int(found[1]) for found in numbers if int(found[1]) in SERIALS)
    first = next(days, None)
    return f"{first} är {say_day(epoch + timedelta(days=first))}" if first else ""
