"""The colours of the house by what they are for: a name in CSS, a hex value on paper."""

from __future__ import annotations

from enum import StrEnum


class Ink(StrEnum):
    """A colour's name is its class in `lagesbild.css`, which follows the reader's scheme.

    The values are those of the light scheme and of print. No two may be the same: a drawing is
    made in these, and each is then known again by its value.
    """

    INK = "#1c2326"
    PAPER = "#fdfdfb"
    MUTED = "#556066"
    LINE = "#dadedd"
    LINE_STRONG = "#849094"
    HOUSE = "#1f4b5a"
    HOUSE_PALE = "#6c929f"
    TINT = "#eef3f4"
    BAND = "#d5e2e6"
    HEAT = "#86adba"
    SIGNAL = "#8c1c1c"
    STAR_TIP = "#c8502d"
    STAR_MIDDLE = "#f2c53d"
    STAR_BASE = "#5f9469"
    STAR_INK = "#14191b"

    @property
    def css(self) -> str:
        """The part of the class names that stands for the colour: `house-pale`."""
        return self.name.lower().replace("_", "-")


BY_VALUE = {ink.value: ink for ink in Ink}
