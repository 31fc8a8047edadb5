"""The templates' environment: autoescaping, strict, with the few filters Swedish pages need."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from generator import swedish
from generator.analysis import (
    NO_MATERIAL,
    Chain,
    State,
    decision_status,
    find_later,
    proposal_status,
    told_state,
)
from generator.article.addresses import address_of, relative
from generator.article.html import render_block
from generator.article.lines import keep_together
from generator.article.markdown import first_sentences, render_text
from generator.article.values import Block
from generator.pages.base.page import Heading
from generator.pages.base.post_words import (
    EXAMPLE,
    FIXED,
    NO_DAY,
    UNJUDGED,
    note_good,
    say_apart,
    say_good,
    say_here,
    say_limits,
    title_of,
)
from generator.pages.base.reading import plain_text
from generator.records import Archive, Level, Mall, Table, find_deciders, is_missing

TEMPLATES = Path(__file__).parents[1]
# What the frames of the site and of the export have in common lies with the theme.
THEME = Path(__file__).parents[2] / "theme"
NUMBER = re.compile(r"[-–]?\d{1,3}(?:[ \u00a0\u202f]?\d{3})*(?:,\d+)?\s*%?")
PLAIN_LETTERS = str.maketrans("åäöÅÄÖ", "aaoAAO")


class Compiled(BytecodeCache):
    """Keeps each template's code by what its text was, so that the next build need not compile it.

    An environment belongs to one archive; the code of a template is the same for all of them.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that its text was last compiled to, if it was."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self.kept[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


class VisibleLoader(FileSystemLoader):
    """Lists nothing in a folder whose name begins with a dot.

    MkDocs copies none of it, but looks at it all for each build: the theme has 14,000 icons there.
    """

    def list_templates(self) -> list[str]:
        """Return the names of all templates and files that are not hidden."""
        found: set[str] = set()
        for place in self.searchpath:
            for folder, folders, files in os.walk(place, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = Path(folder).relative_to(place)
                found.update((within / name).as_posix() for name in files)
        return sorted(found)


def make_environment(archive: Archive, chain: Chain, **extra: object) -> Environment:
    """Return the environment of one build; `extra` are values that every template may use."""
    environment = plain_environment()
    environment.filters.update(
        day=swedish.say_day,
        short_day=swedish.say_short_day,
        days=swedish.say_days,
        month=swedish.say_month,
        number=swedish.say_number,
        words=swedish.join_words,
        names=swedish.join_names,
        capital=swedish.capitalize,
        small=swedish.decapitalize,
        render=render_text,
        sentence=first_sentences,
        plain=plain,
        to=way_to,
        block=show_block,
    )
    environment.globals.update(extra)
    environment.globals.update(
        archive=archive,
        mall=archive.mall,
        chain=chain,
        titled=write_heading,
        State=State,
        told_state=told_state,
        figure=swedish.say_figure,
        count=swedish.say_count,
        decision_status=lambda decision, day: decision_status(chain, decision, day),
        find_later=lambda placed, day: find_later(chain, placed, day),
        deciders_of=lambda placed: find_deciders(archive.mall, placed.proposal),
        proposal_status=lambda placed, day: proposal_status(chain, placed, day),
        hit=say_here(archive),
        council=council_name(archive.mall),
        EXAMPLE=EXAMPLE,
        NO_DAY=NO_DAY,
        NO_MATERIAL=NO_MATERIAL,
        UNJUDGED=UNJUDGED,
        FIXED=FIXED,
        title_of=title_of,
        note_good=note_good,
        say_apart=say_apart,
        say_good=say_good,
        say_limits=say_limits,
        is_missing=is_missing,
        rank_class=lambda level: rank_class(archive.mall, level),
    )
    return environment


def make_shell() -> Template:
    """Return the frame of the exported pages."""
    return plain_environment().get_template("base/shell.html")


def plain_environment() -> Environment:
    """Return an environment that escapes everything and knows nothing of an archive."""
    return Environment(
        loader=FileSystemLoader([TEMPLATES, THEME]),
        autoescape=True,
        finalize=keep_together,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
    )


@pass_context
def write_heading(
    context: Context, level: int, anchor: str, *also: str, caller: Callable[[], Markup]
) -> Markup:
    """Write a heading that can be linked to, and tell the page of it for its table of contents.

    `also` are older names of the place, which others may have linked to.
    """
    words = caller()
    context["headings"].append(Heading(anchor, plain_text(words), level))
    older = Markup("").join(Markup('<span id="{}"></span>').format(name) for name in also)
    return Markup('<h{} id="{}">{}{}</h{}>\n').format(level, anchor, older, words, level)


# A filter sees only its value; the page being written is known to the template alone.
@pass_context
def way_to(context: Context, target: Any) -> str:
    """Return the way from the page being written to an address or a record."""
    address = target if isinstance(target, str) else address_of(context["archive"], target)
    return relative(context["here"], address)


@pass_context
def show_block(context: Context, block: Block) -> Markup:
    """Return a block of an article, for a page that is none."""
    build, here = context["build"], context["here"]
    return render_block(
        block, lambda ref: build.way_to(here, ref), lambda address: relative(here, address)
    )


def plain(text: str) -> str:
    """Return a word as a class name or anchor: `försenad` is `forsenad`."""
    return "-".join(text.translate(PLAIN_LETTERS).casefold().split())


def rank_class(mall: Mall, level: Level) -> str:
    """Return low, mid, high or none: the lowest and highest ranks have their own looks."""
    ranked = mall.ranked_levels
    if level not in ranked:
        return "none"
    if level is ranked[0]:
        return "low"
    return "high" if level is ranked[-1] else "mid"


def numeric_columns(table: Table) -> set[int]:
    """Return the columns of a pasted table that hold only numbers and marks for what is missing."""
    heading, *rows = table.rows
    return {
        column
        for column in range(1, len(heading))
        if all(is_missing(row[column]) or NUMBER.fullmatch(row[column]) for row in rows)
    }


def council_name(mall: Mall) -> str:
    """Return the name of the council that proposals are lifted to."""
    return mall.council.name
