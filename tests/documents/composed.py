"""One article of each kind of the example, composed once: what the tests of documents ask."""

from __future__ import annotations

from functools import cache

from generator.article.values import Article
from generator.pages.base import Build
from generator.pages.composed import Composer
from tests.fixed import read_once
from tests.places import ROOT

KINDS = ["adopted", "draft", "meeting", "decision"]


@cache
def composer() -> Composer:
    return Composer(Build(read_once(ROOT), {}))


@cache
def compose(kind: str) -> Article:
    archive = composer().build.archive
    record = {
        "adopted": archive.report["2026-11"],
        "draft": archive.reports[-1],
        "meeting": archive.held_meetings[-1],
        "decision": archive.decision["2026-02-24-orsaksanalys-skolgardar"],
    }[kind]
    return composer().compose(record)
