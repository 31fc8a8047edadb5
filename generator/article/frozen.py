"""A kept article opens for decades: each schema of the file has a reader here, for good.

When the form of an article changes, the schema gets a new number in `records/frozen.py`, and what read
the older one is kept: it turns the older form into today's. `tests/article/witness` holds a file of
each schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from generator.article.codec import from_data, to_json
from generator.article.values import Article
from generator.records import Frozen

READERS: Mapping[int, Callable[[Any], Article]] = {1: from_data}


def read_article(frozen: Frozen, reader: str) -> Article | None:
    """Return the article that a reader was sent, or None for one who was sent none."""
    text = frozen.articles.get(reader)
    return READERS[frozen.schema](json.loads(text)) if text else None


def keep_article(article: Article) -> str:
    """Return an article as a file keeps it: on one line."""
    return to_json(article).removesuffix("\n")
