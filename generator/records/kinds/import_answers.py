"""What somebody has answered about lists before: `entries/import-val.yml`, in the mall's words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Field, ValidationInfo

from generator.records.forms import Form, Taken, one_of
from generator.records.kinds.parts import Record
from generator.records.mall import Organisation, Place, ProblemType, Row, TimeOfDay, look_up

ANSWERS = "entries/import-val.yml"
# What another party's word or column is answered with when it is not to be taken in.
OMITTED = "utelämnas"


class Role(StrEnum):
    """What a column of a list tells; the rows of an entry, and what is put in its text."""

    DAY = "datum"
    LAST = "slutdatum"
    CLOCK = "tid"
    PLACE = "plats"
    TYPE = "problemtyp"
    WHO = "organisation"
    COUNT = "antal"
    TITLE = "rubrik"
    TEXT = "text"
    ADDED = "tillägg"
    OMITTED = OMITTED


# The columns whose words are the mall's.
WORD_KINDS: dict[Role, type[Row]] = {
    Role.WHO: Organisation,
    Role.TYPE: ProblemType,
    Role.PLACE: Place,
    Role.CLOCK: TimeOfDay,
}


def answer_of(role: Role, key: str) -> Taken:
    """Return the converter of an answer: the name of a row of the mall, or the word for leaving out."""

    def take(value: object, info: ValidationInfo) -> str:
        return OMITTED if value == OMITTED else look_up(WORD_KINDS[role], key, value, info).name

    return Taken(take, with_reading=True)


Whose: TypeAlias = Annotated[str, answer_of(Role.WHO, "organisationer")]
Which: TypeAlias = Annotated[str, answer_of(Role.TYPE, "områden")]
Where: TypeAlias = Annotated[str, answer_of(Role.PLACE, "platser")]
When: TypeAlias = Annotated[str, answer_of(Role.CLOCK, "tid på dygnet")]


class ImportWords(Form):
    """For each sort of word: what lists write, and the mall's word for it."""

    organisations: dict[str, Whose] = Field(default_factory=dict, alias="organisation")
    types: dict[str, Which] = Field(default_factory=dict, alias="problemtyp")
    places: dict[str, Where] = Field(default_factory=dict, alias="plats")
    times: dict[str, When] = Field(default_factory=dict, alias="tid")


class ImportAnswers(Record):
    """The file: headings with their roles, and words."""

    columns: dict[str, Annotated[str, one_of(*Role)]] = Field(
        default_factory=dict, alias="kolumner"
    )
    words: ImportWords = Field(default_factory=ImportWords, alias="ord")

    def words_of(self, role: Role) -> dict[str, str]:
        """Return the answers for one sort of word."""
        found: dict[Role, dict[str, str]] = {
            Role.WHO: self.words.organisations,
            Role.TYPE: self.words.types,
            Role.PLACE: self.words.places,
            Role.CLOCK: self.words.times,
        }
        return found[role]
