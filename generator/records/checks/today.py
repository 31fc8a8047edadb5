"""The rule for the archive's own date: one slip of the pen must not move every page into the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.problems import Problem
from generator.records.archive import Archive
from generator.records.checks.far import find_span, say_far
from generator.records.checks.saying import day, warning
from generator.records.files.yaml_tree import name_keys

FARTHEST = timedelta(days=60)


def today_is_near(archive: Archive) -> Iterator[Problem]:
    """The newest day that has happened is not told by one record alone, long after all others."""
    told = [(when, record, keys) for record in archive.datable for when, keys in record.happened()]
    newest, record, keys = max(told, key=lambda found: found[0], default=(None, None, ()))
    if newest is None or record is None or archive.asked_date:
        return
    if say_far(newest, *find_span(archive)):
        return
    others = [when for when, other, _ in told if other is not record]
    # A group that seldom meets is silent for longer.
    step = timedelta(days=archive.mall.plan.interval)
    if others and newest - max(others) > max(FARTHEST, 2 * step):
        text = f"Dagen är arkivets senaste, så allt visas som läget {day(newest)}. Stämmer året?"
        yield warning(record.origin(*keys), name_keys(keys), text)


RULES = (today_is_near,)
