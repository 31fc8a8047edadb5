"""Numbers that hold somebody's day of birth: what tells them from any other number.

Skatteverket, SKV 704, says how a personnummer and a samordningsnummer are made.
"""

from __future__ import annotations

import re
from calendar import monthrange

CENTURIES = (18, 19, 20)
# A samordningsnummer adds this to the day of birth.
COORDINATION = 60
SHORT_DAY = re.compile(r"^([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?=[-+ ])")
INTERIM = re.compile(r"(?<=[-+0-9 ])[a-zA-Z](?=[0-9]{3}$)")
NO_DIGITS = re.compile("[^0-9]+")
DAY_FIRST = re.compile(r"^([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]((?:19|20)[0-9]{2})(?=[^0-9])")


def is_birth_number(text: str) -> bool:
    """Say whether a text is a day of birth and four more, the last of which is right.

    Skatteverket, SKV 704: ten digits count, without the century, and Luhn's sum of them ends in
    0. A samordningsnummer has sixty added to its day; the letter of an interim number counts as 1.
    """
    digits = digits_of(text)
    return len(digits) in (10, 12) and holds_birthday(digits[:-4]) and luhn(digits[-10:]) == 0


def is_nearly_birth_number(text: str) -> bool:
    """Say whether a text holds a day of birth, although it is no valid number."""
    digits = digits_of(text)
    day = digits[: 8 if len(digits) in (8, 12) else 6]
    return holds_birthday(day) and not is_birth_number(text)


def digits_of(text: str) -> str:
    """Return a number's digits; a letter between digits is that of an interim number."""
    text = SHORT_DAY.sub(lambda day: day[1] + day[2].zfill(2) + day[3].zfill(2), text)
    text = DAY_FIRST.sub(lambda day: day[3] + day[2].zfill(2) + day[1].zfill(2), text)
    return NO_DIGITS.sub("", INTERIM.sub("1", text))


def holds_birthday(digits: str) -> bool:
    """Say whether `ÅÅMMDD` or `ÅÅÅÅMMDD` is a day, or one with sixty added."""
    month, day = int(digits[-4:-2]), int(digits[-2:])
    if month > 12:
        return False
    years = [digits[:-4]] if len(digits) == 8 else [f"{c}{digits[:-4]}" for c in CENTURIES]
    if day >= COORDINATION:
        # Of whom the day of birth is not known, the month and the day may be any, and 0.
        return day <= COORDINATION + 31
    return any(is_day(int(year), month, day) for year in years)


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has such a day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def luhn(digits: str) -> int:
    """Return Luhn's sum modulo ten: every second digit is doubled, and its digits are added."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10
