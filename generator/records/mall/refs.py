"""Fields that name a word of the mall: the word becomes the mall's own row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, cast

from pydantic import ValidationInfo

from generator.near import similarity
from generator.problems import MOST_SUGGESTIONS, Suggestion, list_choices, quote, suggest
from generator.records.files import find_slug
from generator.records.forms import Reading, Taken, list_words, one_line, say_several, wrong
from generator.records.mall.mall import Mall
from generator.records.mall.rows import (
    ActionType,
    Area,
    Body,
    Context,
    Criterion,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    Organisation,
    Place,
    PreventionLevel,
    ProblemType,
    Reliability,
    Row,
    Severity,
    TimeOfDay,
    Tip,
    Trend,
)
from generator.swedish import join_words

# So many words of a list are named to one who has written another; more would hide the message.
FEW_WORDS = 6
ONE_EACH = "Skriv det främsta, eller en egen post eller rad för vart och ett."


@dataclass(frozen=True, slots=True)
class RowOf:
    """Takes a word of a list of the mall, and makes it the mall's row."""

    kind: type[Row]
    key: str

    def __call__(self, value: Any, info: ValidationInfo) -> Any:
        # Most words stand as they do in the mall: only another is looked at more closely.
        mall: Mall = cast(Reading, info.context).mall
        row = mall.find(self.kind, value) if isinstance(value, str) else None
        return row or look_up(self.kind, self.key, value, info)


@dataclass(frozen=True, slots=True)
class NameOf(RowOf):
    """Takes a word of a list of the mall, and makes it the row's name."""

    def __call__(self, value: Any, info: ValidationInfo) -> Any:
        return RowOf.__call__(self, value, info).name


def row_of(kind: type[Row], key: str) -> Taken:
    """Return the converter from a word to the mall's row; `key` is the list it stands in."""
    return Taken(RowOf(kind, key), with_reading=True)


def name_of(kind: type[Row], key: str) -> Taken:
    """Return the converter of a mapping's key, which pydantic keeps as text: the row's name."""
    return Taken(NameOf(kind, key), with_reading=True)


def look_up(kind: type[Row], key: str, value: Any, info: ValidationInfo) -> Row:
    """Return the row that a word names, by the mall of the reading."""
    reading = cast(Reading, info.context)
    mall: Mall = reading.mall
    # Only a field's own default is None (pydantic gives it here for `validate_default`).
    if value is None:
        return mall.default(kind)
    if isinstance(value, str) and (row := mall.find(kind, one_line(value))):
        return row
    words, others = list_words(value, lambda word: getattr(mall.find(kind, word), "name", None))
    if words and not others:
        raise say_several(words, ONE_EACH)
    if words:
        listed, lacking = (join_words(map(quote, some)) for some in (words, others))
        raise wrong(f"Här får ett enda värde stå. I mallen finns {listed}, men inte {lacking}.")
    word = one_line(value)
    if kind is ProblemType and (area := mall.find(Area, word)):
        names = join_words(quote(row.name) for row in area.problem_types)
        raise wrong(f"{quote(area.name)} är ett område. Problemtyperna där är {names}.")
    reading.lacked.add((key, word, reading.source.path))
    raise unknown_word(word, mall.rows(kind), key)


def unknown_word(word: str, rows: tuple[Row, ...], key: str) -> Exception:
    """Return the error for a word the mall does not have, with what may be meant."""
    # A row's other names are no rivals of its nearest one: they mean the same.
    known = [
        max(row.words, key=lambda name: similarity(word, name)) if row.aliases else row.name
        for row in rows
    ]
    slugs = {slug: row.name for row in rows if (slug := getattr(row, "slug", ""))}
    pasted = slugs.get(find_slug(word, list(slugs)))
    nearest = Suggestion(pasted, ()) if pasted else suggest(word, known)
    names = [row.name for row in rows if getattr(row, "until", None) is None]
    if not str(nearest):
        begun = [name for name in names if name.casefold().startswith(f"{word.casefold()} ")]
        nearest = Suggestion(None, tuple(begun[:MOST_SUGGESTIONS]))
    listed = f"Skriv {list_choices(names)}." if len(names) <= FEW_WORDS else ""
    hint = str(nearest) or listed or f'Orden som finns står i mallen under "{key}".'
    return wrong(f"{quote(word)} finns inte i mallen. {hint}", nearest.certain or "")


def take_function(value: Any, info: ValidationInfo) -> str:
    """Take one of the mall's functions or organisations; what else stands there may be a name.

    So the message never repeats it.
    """
    mall: Mall = cast(Reading, info.context).mall
    word = one_line(value)
    signer = mall.find_signer(word)
    if signer is None:
        nearest = suggest(word, (*mall.functions, *(row.name for row in mall.organisations)))
        ways = (
            f"Skriv {list_choices(mall.functions)}, "
            'eller en organisation. Fler funktioner läggs till i mallen under "funktioner".'
        )
        raise wrong(
            f"Här ska en funktion eller en organisation stå, aldrig en persons namn. {nearest if nearest.certain else ways}",
            nearest.certain or "",
        )
    return signer


FunctionName = Annotated[str, Taken(take_function, with_reading=True)]
OrganisationRef = Annotated[Organisation, row_of(Organisation, "organisationer")]
ProblemTypeRef = Annotated[ProblemType, row_of(ProblemType, "områden")]
PlaceRef = Annotated[Place, row_of(Place, "platser")]
KindRef = Annotated[Kind, row_of(Kind, "slag")]
LevelRef = Annotated[Level, row_of(Level, "nivåer")]
SeverityRef = Annotated[Severity, row_of(Severity, "allvar")]
TrendRef = Annotated[Trend, row_of(Trend, "trender")]
ReliabilityRef = Annotated[Reliability, row_of(Reliability, "tillförlitlighet")]
DistributionRef = Annotated[Distribution, row_of(Distribution, "spridning")]
TimeRef = Annotated[TimeOfDay, row_of(TimeOfDay, "tid på dygnet")]
CriterionRef = Annotated[Criterion, row_of(Criterion, "kriterier")]
TipRef = Annotated[Tip, row_of(Tip, "spetsar")]
ContextRef = Annotated[Context, row_of(Context, "kontexter")]
PreventionLevelRef = Annotated[PreventionLevel, row_of(PreventionLevel, "preventionsnivåer")]
ActionTypeRef = Annotated[ActionType, row_of(ActionType, "åtgärdstyper")]
IndicatorRef = Annotated[Indicator, row_of(Indicator, "indikatorer")]
DecisionTypeRef = Annotated[DecisionType, row_of(DecisionType, "beslutstyper")]
BodyRef = Annotated[Body, row_of(Body, "instanser")]
