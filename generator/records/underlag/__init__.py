"""A pasted table becomes facts: its layout first, then its columns, then its cells.

`period_words.py`, `cells.py` and `labels.py` read one cell each; what they cannot read is a
`Misread`, which becomes a problem at the cell's address. `statistics.py` is the way in.
"""

from __future__ import annotations

from generator.records.underlag.cells import DASHES, Misread, is_missing, say_hidden
from generator.records.underlag.labels import Measure, may_hold_more, measure_of, unit_of
from generator.records.underlag.observations import (
    Fact,
    Observation,
    Point,
    Series,
    SeriesKey,
    build_series,
)
from generator.records.underlag.period_words import parse_period
from generator.records.underlag.statistics import Statement, check_shape, read_statement
from generator.records.underlag.totals import (
    Total,
    find_larger,
    find_stated,
    find_totals,
    find_unmet,
    sum_known,
)

__all__ = [
    "DASHES", "Fact", "Measure", "Misread", "Observation", "Point", "Series", "SeriesKey", "Statement",
    "Total", "build_series", "check_shape", "find_larger", "find_stated", "find_totals",
    "find_unmet", "is_missing", "may_hold_more", "measure_of", "parse_period", "read_statement", "say_hidden", "sum_known",
    "unit_of",
]  # fmt: skip
