"""A kept article opens for decades: each schema of the file has a reader here, for good.

When the form of an article changes, the schema gets a new number in `records/frozen.py`, and what read
the older one is kept: it turns the older form into today's. `tests/article/witness` holds a file of
each schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic_core import from_json

from generator.article.codec import KIND, from_data
from generator.article.values import Article, Ref
from generator.problems import refuse
from generator.records import DAMAGED, Frozen
from generator.serving import keep

READERS: Mapping[int, Callable[[Any], Article]] = {1: from_data}
# What an article leads to stands in the site, and nothing of it above the site.
ADDRESS = re.compile(r"(?!\.)[\w.-]+(?:/(?!\.)[\w.-]+)*(?:#[\w.-]+)?", re.ASCII)
LETTER = re.compile(r"(?:mailto:|https?://)\S+")


def read_article(frozen: Frozen, reader: str) -> Article | None:
    """Return the article that a reader was sent, or None for one who was sent none.

    Raises an `ArchiveError` for one that no program has written: whoever writes a file can write its
    sum, and what stands in an article is led to and written in files of its name.
    """
    text = frozen.articles.get(reader)
    if not text:
        return None
    try:
        return parse_article(text, frozen.schema, frozen.report)
    except ValueError as error:
        raise refuse(frozen.path, DAMAGED) from error


@keep
def parse_article(text: str, schema: int, report: str) -> Article:
    """Return the article of a report in a file of a schema; raises `ValueError` for what is none."""
    data = from_json(text, allow_inf_nan=False)
    article = READERS[schema](data)
    wrong = next(find_wrong(data, report), None)
    if wrong is not None or article.ref != Ref("report", report):
        raise ValueError(f"an article of {article.ref} leads to {wrong}")
    return article


def find_wrong(data: Any, report: str) -> Iterator[str]:
    """Yield the addresses in an article's JSON that no article has."""
    if isinstance(data, list):
        for one in data:
            yield from find_wrong(one, report)
    if not isinstance(data, dict):
        return
    if data[KIND] == "ref":
        form = LETTER if data["kind"] == "letter" else ADDRESS
        yield from (one for one in (data["id"],) if not form.fullmatch(one))
    if target := data.get("target"):
        yield from (one for one in (target,) if not ADDRESS.fullmatch(one))
    # A download is written where its address says.
    if (file := data.get("file")) and not re.fullmatch(
        rf"rapporter/{report}-[a-z0-9-]+\.csv", file
    ):
        yield file
    for value in data.values():
        yield from find_wrong(value, report)
