"""The list of records that were disposed of by decision: their ids stay known."""

from __future__ import annotations

from pydantic import Field

from generator.records.header.forms import Day, Form, Text
from generator.records.kinds.parts import Record


class Disposal(Form):
    """A row of `entries/gallrat.yml`: a record that was disposed of by decision."""

    id: Text = Field(alias="id", examples=["2020-01-09/polisen-torget"])
    day: Day = Field(alias="datum", examples=["2026-01-15"])
    decision: Text = Field(alias="beslut", examples=["KS 2026/12"])


class DisposalList(Record):
    """`entries/gallrat.yml`."""

    rows: tuple[Disposal, ...] = Field((), alias="gallrat")
