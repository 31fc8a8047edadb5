"""Random families of series, and short ways to write one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from generator.analysis.chance import Days, Tally

Row = Sequence[int]


def days_of(rows: Sequence[Row]) -> Days:
    """Make days of `[now, before]` of each organisation."""
    now, before = zip(*rows, strict=True)
    return Days(np.array(now), np.array(before))


def tally_of(rows: Sequence[Row]) -> Tally:
    """Make a series of rows `[organisation, mark, now, before]`."""
    return Tally(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


DAYS = st.tuples(st.sampled_from([0, 14, 28, 42]), st.sampled_from([0, 112, 336]))
ROWS = st.tuples(
    st.integers(0, 2), st.sampled_from([1, 1, 2, 5]), st.integers(0, 9), st.integers(0, 40)
)
SERIES = st.lists(ROWS, max_size=5)
FAMILIES = st.tuples(
    st.lists(DAYS, min_size=3, max_size=3), st.lists(SERIES, min_size=1, max_size=6)
)
