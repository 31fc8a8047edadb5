"""An article as HTML: its head and its body, to be put in a page's frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.article.blocks import write_block, write_name
from generator.article.lines import Ways, as_attribute, css_string, words_of, write_line
from generator.article.values import Article, Block, Form, Part, Ref, Section

ENTRIES = (Form.ENTRY, Form.STRUCK)
MANY = 3


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a page's frame takes in; `running` stands at the head of every printed page, for a style sheet."""

    head: Markup
    body: Markup
    running: str


def render_html(
    article: Article, way_to: Callable[[Ref], str], way: Callable[[str], str]
) -> Rendered:
    """Return an article as HTML.

    `way_to` gives the way from the page to a record, `way` to an address.
    """
    ways = Ways(way_to, way)
    meta = f'<p class="lb-meta">{write_line(article.meta, ways)}</p>' if article.meta else ""
    lead = "".join([write_block(block, 2, ways) for block in article.lead])
    head = Markup(f"{write_older(article.also)}{meta}{lead}")
    body = Markup("".join([write_section(section, 2, ways) for section in article.sections]))
    return Rendered(head, body, css_string(article.running))


def render_block(block: Block, way_to: Callable[[Ref], str], way: Callable[[str], str]) -> Markup:
    """Return one block as HTML, for a page that is no article."""
    return Markup(write_block(block, 3, Ways(way_to, way)))


def write_older(names: Sequence[str]) -> str:
    """Return the older names of a place, which others may have linked to."""
    return "".join([f'<span id="{as_attribute(name)}"></span>' for name in names])


def write_section(section: Section, level: int, ways: Ways) -> str:
    """Return a heading with its blocks; one of the appendix is closed on screen until asked for."""
    older, id, title = write_older(section.also), as_attribute(section.id), words_of(section.title)
    if section.form in ENTRIES:
        return f"{older}{write_entry(section, level, ways)}\n"
    inside = write_inside(section, level, ways)
    if section.part is Part.UNDERLAG:
        return (
            f'{older}<details class="lb-underlag" id="{id}">'
            f"<summary><h{level}>{title}</h{level}></summary>\n{inside}\n</details>\n"
        )
    if section.to:
        title = f'<a href="{as_attribute(ways.to(section.to))}">{title}</a>'
    named = write_name(section.id, section.name, section.title) if section.name else ""
    head = f'<h{level} id="{id}">{title}{named}</h{level}>\n'
    if section.aside:
        aside = write_line(section.aside, ways)
        head = f'<div class="lb-area__head">{head}<p class="lb-chips">{aside}</p></div>'
    appendix = section.parts and section.parts[0].part is Part.UNDERLAG
    look = ' class="lb-appendix"' if appendix else ""
    return f"{older}<section{look}>\n{head}{inside}\n</section>\n"


def write_entry(section: Section, level: int, ways: Ways) -> str:
    """Return an entry, which stands by itself; one that was withdrawn is struck."""
    id, title = as_attribute(section.id), words_of(section.title)
    struck = section.form is Form.STRUCK
    look, tag = (" lb-entry--struck", "s") if struck else ("", "span")
    mend = ""
    if section.edit:
        way = as_attribute(ways.to(section.edit))
        mend = f' <a class="lb-mend" href="{way}" aria-label="Rätta posten: {title}">rätta</a>'
    named = write_name(section.id, section.name, section.title)
    blocks = "".join([write_block(block, level + 1, ways) for block in section.blocks])
    return (
        f'<section class="lb-entry{look}" id="{id}" aria-labelledby="_t_{id}">\n'
        f'<h{level} id="_t_{id}"><{tag}>{title}</{tag}>{named}{mend}</h{level}>\n'
        f"{blocks}</section>\n"
    )


def write_inside(section: Section, level: int, ways: Ways) -> str:
    """Return the blocks of a section and the sections below it, beside each other or in a row."""
    blocks = "".join([write_block(block, level + 1, ways) for block in section.blocks])
    parts = "".join([write_section(part, level + 1, ways) for part in section.parts])
    around = ""
    if section.parts and section.form is Form.BESIDE:
        around = "lb-pair lb-pair--many" if len(section.parts) > MANY else "lb-pair"
    elif len(section.parts) > 1 and section.parts[0].form in ENTRIES:
        around = "lb-entries"
    return f'{blocks}<div class="{around}">{parts}</div>' if around else f"{blocks}{parts}"
