"""The pages of `docs/`, and the worked example that one of them shows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from generator.analysis import NO_MEETING, Amount, count_posts, count_records
from generator.article.markdown import (
    HEADINGS,
    SCHEMES,
    find_headings,
    lower_headings,
    parse_blocks,
)
from generator.figures import Cell, Figure, Grid, Month, Months, Row
from generator.pages.base import (
    TEMPLATES,
    Build,
    Heading,
    Link,
    Page,
    note_good,
    one_line,
    plain,
    read_html,
    say_uncounted,
)
from generator.pages.handwritten.beside import (
    DOCS,
    IMAGES,
    address_of_doc,
    read_doc,
    taken,
    walk_docs,
)
from generator.pages.handwritten.pictures import Picture, part_pictures, write_parts
from generator.problems import ArchiveError, Origin, Problem, quote
from generator.serving import Shelf
from generator.swedish import say_count, say_day, say_figure

# A month's name, its number, and the least and the most that chance gives; made up.
EXAMPLE = (
    ("mars", 4, None, None),
    ("april", 6, 1, 9),
    ("maj", 3, 1, 9),
    ("juni", 5, 1, 9),
    ("juli", None, None, None),
    ("aug", 2, 1, 9),
    ("sep", 8, 1, 9),
    ("okt", 11, 1, 9),
)


def chart_example() -> Figure:
    """Show a series with a month beyond the range, one without a meeting and one not yet judged."""
    months = tuple(
        Month(Amount(value) if value else Amount(None, NO_MEETING), name, "", low, high)
        for name, value, low, high in EXAMPLE
    )
    rows = tuple(
        Row(
            month.label,
            (
                Cell(month.amount),
                *(
                    Cell(Amount(bound) if bound else Amount(None, "bedöms inte"))
                    for bound in (month.low, month.high)
                ),
            ),
        )
        for month in months
    )
    return Figure(
        anchor="_bild-faltet",
        title="Ett exempel: oktober ligger utanför fältet",
        sentences=(
            "Talen i bilden är påhittade. I september är talet 8, och fältet går från 1 till 9: det går "
            "inte att skilja från slumpen. I oktober är talet 11, över fältet. Därför står en "
            "triangel där. I juli hölls inget möte, och mars bedöms inte.",
        ),
        pictures=(Months(months, 11, "Händelser per månad"),),
        grid=Grid("Månad", ("Händelser", "Lägst av en slump", "Högst av en slump"), rows),
        file="sa-laser-du-siffrorna-exempel.csv",
    )


ABOUT = "om.html"
NUMBERS = "sa-laser-du-siffrorna.html"
COMPLETED = {
    ABOUT: "handwritten/about.html",
    NUMBERS: "handwritten/numbers.html",
    "tillganglighet.html": "handwritten/accessibility.html",
    "utveckling/arkitektur.html": "handwritten/architecture.html",
}
TEMPLATE = "handwritten/handwritten.html"


@dataclass(frozen=True, slots=True)
class Text:
    """A file's title and its text as HTML, with the ids of the page it is part of.

    `links` are where its text leads, as addresses are written; `source` is what stands in the file,
    `pictures` are paths below `docs/`.
    """

    path: str
    title: str
    html: Markup
    ids: frozenset[str]
    links: tuple[str, ...]
    source: str
    pictures: tuple[str, ...]


TEXTS = Shelf[Text]()


def find_handwritten(root: Path) -> tuple[str, ...]:
    """Return the paths of the hand-written pages below `docs/`, in order."""
    files = (path.removeprefix(f"{DOCS}/") for path in walk_docs(root))
    return tuple(sorted(path for path in files if path.endswith(".md")))


def build_handwritten(build: Build, root: Path, known: Mapping[str, Page]) -> Iterator[Page]:
    """Build the page of every file; `known` are the other pages they may lead to.

    Raises an `ArchiveError` with all that is wrong with their addresses and links.
    """
    texts = {address_of_doc(path): read_page(root, path) for path in find_handwritten(root)}
    stands = [address for address in texts if address in known]
    problems = [taken(f"{DOCS}/{texts[address].path}", address) for address in stands]
    problems += find_dead_links(texts, known)
    if problems:
        raise ArchiveError(problems)
    # Where the text about the archive leads by itself needs no place in the list below it.
    led = {address_of_doc(href) for href in texts[ABOUT].links} if ABOUT in texts else set()
    for address, text in texts.items():
        page = build.write_page(
            COMPLETED.get(address, TEMPLATE),
            address,
            text.title,
            file=f"{DOCS}/{text.path}",
            text=text.html,
            parent=ABOUT if ABOUT in texts and address != ABOUT else "index.html",
            figures=(chart_example(),) if address == NUMBERS else (),
            counted=describe_archive(build),
            guides=[
                Link(other, texts[other].title) for other in sorted(texts.keys() - led - {ABOUT})
            ],
        )
        passages = read_html(page.html).passages[1:]
        headings = (Heading(row.anchor, one_line(row.title), row.level) for row in passages)
        shown = {path: (root / DOCS / path).read_bytes() for path in text.pictures}
        yield replace(page, headings=tuple(headings), files=shown)


def describe_archive(build: Build) -> str:
    """Say what the archive holds: how many poster, and what does not count as any."""
    archive = build.archive
    posts, other = count_posts(archive.counted, archive.counted.entries), count_records(archive)
    held = say_figure(other["meetings"], "möte", "möten")
    told = say_figure(posts.counted, "post", "poster")
    reports = say_figure(other["reports"], "fastställd rapport", "fastställda rapporter")
    decisions = say_figure(other["decisions"], "beslut", "beslut")
    good = note_good(posts.counted, posts.positive)
    first = archive.held_meetings
    since = f" sedan den {say_day(first[0].day)}" if first else ""
    parts = [f"{held}, {told}{f' ({good})' if good else ''}, {reports} och {decisions}{since}."]
    if posts.nothing:
        times = say_count(posts.nothing, "gång", "gånger")
        parts.append(f"”Inget att rapportera” har lämnats {times}.")
    parts.append(say_uncounted(posts))
    return " ".join(filter(None, parts))


def read_page(root: Path, path: str) -> Text:
    """Read a file; its headings get ids that nothing else on its page has."""
    source = read_doc(root, f"{DOCS}/{path}")
    title, _, body = source.partition("\n")
    template = COMPLETED.get(address_of_doc(path), TEMPLATE)
    frame = (TEMPLATES / template).read_text(encoding="utf-8")
    if known := TEXTS.find((path, source, frame)):
        TEXTS.put((path, source, frame), known)
        return known
    taken = {"_top", *read_html(frame).ids}
    blocks = parse_blocks(body)
    lower_headings(blocks, top=2)
    for heading, words in find_headings(blocks):
        if heading.tag in HEADINGS:
            heading.attrs["id"] = name_heading(words, taken)
    parts = list(part_pictures(root, path, blocks))
    texts = [block for part in parts if not isinstance(part, Picture) for block in part]
    pieces = (piece for block in texts for piece in block.children or ())
    ways = [piece for piece in pieces if piece.type == "link_open"]
    links = tuple(str(way.attrs["href"]) for way in ways)
    for way, href in zip(ways, links, strict=True):
        way.attrs["href"] = lead_to_page(href)
    html = write_parts(root, parts)
    pictures = tuple(part.path for part in parts if isinstance(part, Picture))
    name = title.removeprefix("# ").strip()
    text = Text(path, name, html, frozenset(taken), links, source, pictures)
    # What a picture is, and whether it is there, the text does not say.
    if not any(ending in unquote(href).lower() for href in links for ending in IMAGES):
        TEXTS.put((path, source, frame), text)
    return text


def name_heading(words: str, taken: set[str]) -> str:
    """Return an id for a heading that nothing else has, and take it."""
    stem = re.sub(r"[^a-z0-9]+", "-", plain(words)).strip("-")
    anchor, number = f"_{stem or 'del'}", 1
    while anchor in taken:
        number += 1
        anchor = f"_{stem or 'del'}-{number}"
    taken.add(anchor)
    return anchor


def find_dead_links(texts: Mapping[str, Text], known: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield a problem for every link to a page or a part of one that does not exist."""
    for text in texts.values():
        for href in text.links:
            path, _, place = href.partition("#")
            way, anchor = unquote(path), unquote(place)
            if scheme := urlsplit(href).scheme:
                exists, hint = scheme in SCHEMES, " Skriv en hel adress (https://…)."
            else:
                exists, hint = is_there(resolve(text.path, way), anchor, texts, known), ""
            if not exists:
                written = unquote(href)
                line = find_line(text.source, (way or f"#{anchor}", path or f"#{place}"))
                words = f"Länken {quote(written)} leder ingenstans.{hint}"
                yield Problem(Origin(f"{DOCS}/{text.path}", line), words)


def is_there(
    address: str, anchor: str, texts: Mapping[str, Text], known: Mapping[str, Page]
) -> bool:
    """Say whether a page exists, and on it the place that a link names, if it names one."""
    if text := texts.get(address):
        return not anchor or anchor in text.ids
    page = known.get(address)
    return page is not None and (not anchor or anchor in read_html(page.html).ids)


def resolve(path: str, way: str) -> str:
    """Return the address that a link of a file leads to; without a way, the file's own."""
    if not way:
        return address_of_doc(path)
    return address_of_doc(posixpath.normpath(posixpath.join(posixpath.dirname(path), way)))


def find_line(source: str, words: tuple[str, ...]) -> int:
    """Return the line of a link that is written with any of the words; the first when none is."""
    lines = source.split("\n")
    # A short one may stand in other words too.
    for form in ("]({}", "](<{}", "]: {}", "{}"):
        for number, line in enumerate(lines, start=1):
            if any(form.format(word) in line for word in words):
                return number
    return 1


def lead_to_page(href: str) -> str:
    """Return where a link of a file leads on the site."""
    path, mark, place = href.partition("#")
    return href if urlsplit(href).scheme or not path else f"{address_of_doc(path)}{mark}{place}"
