"""The mall: the rows that a group has chosen, the map, and fields that name a row."""

from __future__ import annotations

from generator.records.mall.mall import Mall
from generator.records.mall.maps import AreaMap, MapArea, read_map
from generator.records.mall.refs import (
    FEW_WORDS,
    ActionTypeRef,
    BodyRef,
    ContextRef,
    CriterionRef,
    DecisionTypeRef,
    DistributionRef,
    FunctionName,
    IndicatorRef,
    KindRef,
    LevelRef,
    OrganisationRef,
    PlaceRef,
    PreventionLevelRef,
    ProblemTypeRef,
    ReliabilityRef,
    RowOf,
    SeverityRef,
    TimeRef,
    TipRef,
    TrendRef,
    look_up,
    name_of,
    take_function,
)
from generator.records.mall.rows import (
    ADDRESS,
    Area,
    Body,
    Context,
    Dated,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    MapSettings,
    Organisation,
    Place,
    PreventionLevel,
    ProblemType,
    Reliability,
    Row,
    TimeOfDay,
    Tip,
    Trend,
)

__all__ = [
    "ADDRESS", "FEW_WORDS", "ActionTypeRef", "Area", "AreaMap", "Body", "BodyRef", "Context", "ContextRef",
    "CriterionRef", "Dated", "DecisionType", "DecisionTypeRef", "Distribution", "DistributionRef",
    "FunctionName", "Indicator", "IndicatorRef", "Kind", "KindRef", "Level", "LevelRef", "Mall",
    "MapArea", "MapSettings", "Organisation", "OrganisationRef", "Place", "PlaceRef",
    "PreventionLevel", "PreventionLevelRef", "ProblemType", "ProblemTypeRef", "Reliability",
    "ReliabilityRef", "Row", "RowOf", "SeverityRef", "TimeOfDay", "TimeRef", "Tip", "TipRef", "Trend",
    "TrendRef", "look_up", "name_of", "read_map", "take_function",
]  # fmt: skip
