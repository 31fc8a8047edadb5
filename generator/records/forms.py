"""From header text to typed values: the strict converters that fields are declared with.

A `Form` declares a header: its fields carry the Swedish key as alias and an example. Values that
name something in the mall become the mall's own row (`Place`, `Organisation`, …), so that the rest
of the house never compares words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, core_schema

from generator.problems import list_choices, quote, suggest
from generator.records.files import DAY, FIRST_YEAR, LAST_YEAR, MONTH, Keys, Source, find_days
from generator.records.sentences import say_rule
from generator.swedish import MONTHS, join_words

# A day whose year stands first can only be read one way, whatever the marks between.
OTHER_DAY = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})")
# With the year last, which of the two is the month can be seen only of some days.
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2|[ -])(\d{4})")
DASHES = re.compile("[\u2010-\u2015\u2212]")
BETWEEN_DAYS = re.compile(
    r"\s+(?:-|--|till(?: och med)?|t\.?o\.?m\.?)\s+|[–—−/]|--"
    rf"|(?<=\d)-(?=\d{{1,2}} (?:{'|'.join(name[:3] for name in MONTHS)}))"
)
# What joins two words where one should stand.
BETWEEN_WORDS = re.compile(r"\s*[,;/&+]\s*|\s+(?:och|samt|eller)\s+", re.IGNORECASE)
# A report's page or file: its name is the month.
MONTH_PATH = re.compile(rf".*[/\\]({MONTH.pattern})\.(?:html|md)(?:[?#].*)?", re.DOTALL)
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
OWN_ERROR = "lagesbild"


class Form(BaseModel):
    """A header, or a mapping inside one; frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    # Names that many expect among the rows, and where that stands instead.
    elsewhere: ClassVar[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What converters need besides the value: the file, and the mall's words (`Mall` or None).

    `lacked` gathers the words that the mall has not: the list each was looked for in, it, and the file.
    """

    source: Source
    mall: Any = None
    lacked: set[tuple[str, str, str]] = field(default_factory=set, compare=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """How a field's value is made of what the header says: by a function, that may need the reading too.

    To pydantic that is all there is to it, and no form of what is made has to be built into another's.
    """

    func: Callable[..., Any]
    with_reading: bool = False

    def __get_pydantic_core_schema__(self, *_: object) -> core_schema.CoreSchema:
        if self.with_reading:
            return core_schema.with_info_plain_validator_function(self.func)
        return core_schema.no_info_plain_validator_function(self.func)


def wrong(text: str, *rights: str) -> PydanticCustomError:
    """Return the error for a value; `rights` is the one it should certainly have been, or each of several."""
    # pydantic fills the message as a template: what an author wrote may hold braces of its own.
    found = tuple(right for right in rights if right)
    return PydanticCustomError(OWN_ERROR, "{text}", {"text": text, "rights": found})


def parse_text(value: Any) -> str:
    """Take one text; lists and mappings are refused."""
    if isinstance(value, str):
        return value.strip()
    shape = "en lista" if isinstance(value, list) else "flera rader"
    only_item = value[0] if isinstance(value, list) and len(value) == 1 else ""
    right = only_item if isinstance(only_item, str) else ""
    raise wrong(f"Här ska det stå ett enda värde, inte {shape}.", right)


def one_line(value: Any) -> str:
    """Take one text whose words have one blank between them, as names are written."""
    return " ".join(parse_text(value).split())


def parse_day(value: Any) -> date:
    """Take `ÅÅÅÅ-MM-DD`, a day that exists between 1990 and 2100."""
    text = parse_text(value)
    if not DAY.fullmatch(text):
        if days := as_days(text):
            raise wrong(
                f"{quote(text)} är flera dagar. Här ska det stå en: {days[0]} eller {days[1]}."
            )
        example = "Skriv år, månad och dag, till exempel 2026-11-06."
        raise wrong(f"{quote(text)} är inget datum. {example}", as_day(text))
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise wrong(f"{quote(text)} finns inte i almanackan. Rätta dagen.") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(say_rule("orimligt år", dag=quote(text), första=FIRST_YEAR, sista=LAST_YEAR))
    return day


def first_of(last: str) -> Taken:
    """Return the converter for the first of two days; `last` is the row that the other stands on."""

    def take(value: Any, info: ValidationInfo) -> date:
        several = isinstance(value, str) and not DAY.fullmatch(value)
        days = as_days(value) if several else None
        header = cast(Reading, info.context).source.data
        if days and last not in header:
            text = f"Här ska det stå en enda dag. Den sista skrivs på en egen rad, {quote(last)}:"
            raise wrong(text, f"{days[0]}\n{last}: {days[1]}")
        return parse_day(value)

    return Taken(take, with_reading=True)


def as_day(text: str) -> str:
    """Return the one day that `2026/11/6`, `20261106` or `6 november 2026` can mean, or nothing."""
    plain = DASHES.sub("-", text)
    if (found := OTHER_DAY.fullmatch(plain)) and (found[2] or len(text) == len("20261106")):
        ways = {(found[1], found[3], found[4])}
    elif found := YEAR_LAST.fullmatch(plain):
        ways = {(found[4], found[3], found[1]), (found[4], found[1], found[3])}
    else:
        told = list(find_days(text, date(LAST_YEAR, 1, 1)))
        is_certain = len(told) == 1 and told[0].year and told[0].words == text.rstrip(" .")
        return str(told[0].day or "") if is_certain and not told[0].contradicts else ""
    days = {day for year, month, number in ways if (day := day_of(year, month, number))}
    return str(days.pop()) if len(days) == 1 else ""


def day_of(year: str, month: str, number: str) -> date | None:
    """Return the day of these digits, or None when no almanac has it."""
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def as_days(text: str) -> tuple[str, str] | None:
    """Return the two days that `2026-11-06 – 2026-11-08` or `6–8 nov 2026` goes between, or None."""
    if as_day(text) or len(ends := BETWEEN_DAYS.split(text)) != len(("first", "last")):
        return None
    first, last = (end.strip() for end in ends)
    words = last.split()
    # What both days share is written once: the month and the year, or the beginning.
    firsts = (first, *(" ".join((first, *words[-n:])) for n in (1, 2)))
    start = next(filter(None, map(as_day, firsts)), "")
    end = as_day(last) or as_day(
        f"{start[: len(start) - len(last)]}{last}" if last.isdigit() else ""
    )
    return (start, end) if start and end and start < end else None


def list_words(value: Any, find: Callable[[str], str | None]) -> tuple[list[str], list[str]]:
    """Return the words that stand together where one should: those that are known, and the others."""
    parts = value if isinstance(value, list) else BETWEEN_WORDS.split(one_line(value))
    words = [part.strip() for part in parts if isinstance(part, str) and part.strip()]
    if len(parts) != len(words) or len(words) < len(("one", "another")):
        return [], []
    return [known for word in words if (known := find(word))], [w for w in words if not find(w)]


def say_several(words: list[str], way: str) -> PydanticCustomError:
    """Return the error for several words where one should stand; `way` is what to do."""
    listed = join_words(map(quote, words))
    return wrong(f"Här får ett enda värde stå, men här står {listed}. {way}", *words)


def parse_month(value: Any) -> str:
    """Take `ÅÅÅÅ-MM`, the name of a report."""
    text = parse_text(value)
    if MONTH.fullmatch(text):
        return text
    pasted = MONTH_PATH.fullmatch(text)
    example = "Skriv år och månad, till exempel 2026-11."
    raise wrong(f"{quote(text)} är ingen månad. {example}", pasted[1] if pasted else "")


def parse_whole(value: Any) -> int:
    """Take a whole number in digits, without blanks, signs or leading zeros."""
    text = parse_text(value)
    if not WHOLE.fullmatch(text):
        raise wrong(say_rule("inget heltal", ord=quote(text)))
    return int(text)


def parse_yes_no(value: Any) -> bool:
    """Take `ja` or `nej`."""
    return choose(("ja", "nej"), value) == "ja"


def choose(allowed: tuple[str, ...], value: Any) -> str:
    """Take one of a closed list of words, whatever their case."""
    own = {word.casefold(): word for word in allowed}
    words, unknown = list_words(value, lambda word: own.get(word.casefold()))
    if words and not unknown:
        raise say_several(words, "Skriv bara det ena.")
    text = one_line(value)
    if text.casefold() in own:
        return own[text.casefold()]
    nearest = suggest(text, allowed)
    ways = f"Skriv {list_choices(allowed)}."
    raise wrong(
        f"{quote(text)} kan inte stå här. {nearest if nearest.certain else ways}",
        nearest.certain or "",
    )


@dataclass(frozen=True, slots=True)
class OneOf:
    """Takes one of a closed list of the format's own words."""

    allowed: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        return choose(self.allowed, value)


def one_of(*allowed: str) -> Taken:
    """Return the converter for a closed list of the format's own words."""
    return Taken(OneOf(allowed))


@dataclass(frozen=True, slots=True)
class Matching:
    """Takes text of a given form; `why` is said of text that has another, with what `mend` makes of it."""

    pattern: re.Pattern[str]
    why: str
    mend: Callable[[str], str] | None = None

    def __call__(self, value: Any) -> str:
        text = parse_text(value)
        if not self.pattern.fullmatch(text):
            raise wrong(f"{quote(text)} {self.why}", self.mend(text) if self.mend else "")
        return text


def matching(pattern: re.Pattern[str], why: str, mend: Callable[[str], str] | None = None) -> Taken:
    """Return the converter for text of a given form; `why` and what `mend` makes are said of other text."""
    return Taken(Matching(pattern, why, mend))


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Takes a number or the like without the word or sign that stands with it wherever it is shown."""

    marks: re.Pattern[str]

    def __call__(self, value: Any) -> str:
        text = parse_text(value)
        if text and not (bare := self.marks.sub("", text)):
            raise wrong(f"Numret saknas i {quote(text)}. Skriv det, eller lämna raden tom.")
        return bare if text else ""


def unmarked(words: str) -> Taken:
    """Return the converter for a number that may have some of `words`, an expression, before it."""
    before = rf"^(?:(?:{words})(?![^\W\d_])[\s.:]*)+"
    return Taken(Unmarked(re.compile(rf"{before}|\s*§+$", re.IGNORECASE)))


Text = Annotated[str, Taken(parse_text)]
# The name of a record or of a part of one: no text that its author is free to word.
Reference = Annotated[str, Taken(one_line)]
Day = Annotated[date, Taken(parse_day)]
Month = Annotated[str, Taken(parse_month)]
Whole = Annotated[int, Taken(parse_whole)]
YesNo = Annotated[bool, Taken(parse_yes_no)]


def fields_at(form: type[Form], keys: Keys) -> dict[str, FieldInfo]:
    """Return the fields of the mapping at `keys`, by their key in the file; none when it has none."""
    forms = (found for found in shapes(type_at(form, keys)) if isinstance(found, type))
    found = next((one for one in forms if issubclass(one, Form)), None)
    return fields_of(found) if found else {}


def fields_of(form: type[Form]) -> dict[str, FieldInfo]:
    """Return a form's fields, by their key in the file; what every record has comes last."""
    own = form.__annotations__
    fields = sorted(form.model_fields.items(), key=lambda found: found[0] not in own)
    return {field.alias or name: field for name, field in fields}


@cache
def names_of(form: type[Form], *kinds: type) -> tuple[tuple[str, str], ...]:
    """Return the own name, and the key in the file, of each field that may hold a value of some kinds."""
    return tuple(
        (name, field.alias or name)
        for name, field in form.model_fields.items()
        if may_hold(field.annotation, kinds)
    )


def may_hold(declared: Any, kinds: tuple[type, ...]) -> bool:
    """Say whether a value of that type may be, or have in it, one of some kinds."""
    if not isinstance(declared, type):
        return any(may_hold(part, kinds) for part in get_args(declared))
    is_one = issubclass(declared, kinds)
    return is_one or (issubclass(declared, Form) and bool(names_of(declared, *kinds)))


def type_at(form: type[Form], keys: Keys) -> Any:
    """Return the type that the value at `keys` is declared with, or None."""
    found: Any = form
    for key in keys:
        found = next((part for one in shapes(found) if (part := part_at(one, key))), None)
    return found


def part_at(shape: Any, key: str | int) -> Any:
    """Return the type of one part of a form, a tuple or a dict, or None."""
    if isinstance(key, int):
        return get_args(shape)[0] if get_origin(shape) is tuple else None
    if get_origin(shape) is dict:
        return get_args(shape)[1]
    is_form = isinstance(shape, type) and issubclass(shape, Form)
    field = fields_of(shape).get(key) if is_form else None
    return field and (
        Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    )


def shapes(declared: Any) -> Iterator[Any]:
    """Yield a type and the types that `X | None` is made of; what a converter makes is a leaf."""
    yield declared
    if get_origin(declared) in (Union, UnionType):
        for part in get_args(declared):
            yield from shapes(part)
