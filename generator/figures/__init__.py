"""SHOW: one data object becomes picture, table and download with the same numbers, and a sentence.

A `Figure` holds what is shown; its pictures are plain values that know how to draw themselves on a
`Canvas` (the house style). `grammar.py` says numbers in sentences and `titles.py` in headings.
Other rooms import from here.
"""

from __future__ import annotations

from generator.figures.area_map import Land, ShadedMap, class_of, find_classes
from generator.figures.bars import Bar, Bars
from generator.figures.canvas import WIDTH
from generator.figures.figure import (
    BYTE_ORDER_MARK,
    Cell,
    Figure,
    Grid,
    Picture,
    Row,
    as_words,
    write_csv,
)
from generator.figures.fishbone import Bone, Fishbone, Layer, Twig
from generator.figures.grammar import (
    Against,
    describe,
    describe_idle,
    describe_unjudged,
    describe_year,
)
from generator.figures.letters import explain_signs, find_spare_fonts
from generator.figures.lines import Dot, LineKey, Lines, share_key
from generator.figures.lines import Item as KeyItem
from generator.figures.months import Month, Months
from generator.figures.naming import EVENTS, noun_of
from generator.figures.star import Part, Star
from generator.figures.titles import AREAS, title_most, title_verdicts

__all__ = [
    "AREAS",
    "BYTE_ORDER_MARK",
    "EVENTS",
    "WIDTH",
    "Against",
    "Bar",
    "Bars",
    "Bone",
    "Cell",
    "Dot",
    "Figure",
    "Fishbone",
    "Grid",
    "KeyItem",
    "Land",
    "Layer",
    "LineKey",
    "Lines",
    "Month",
    "Months",
    "Part",
    "Picture",
    "Row",
    "ShadedMap",
    "Star",
    "Twig",
    "as_words",
    "class_of",
    "describe",
    "describe_idle",
    "describe_unjudged",
    "describe_year",
    "explain_signs",
    "find_classes",
    "find_spare_fonts",
    "noun_of",
    "share_key",
    "title_most",
    "title_verdicts",
    "write_csv",
]
