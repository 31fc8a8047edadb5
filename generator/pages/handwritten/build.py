"""The pages of , and the worked example that one of them shows."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from markupsafe import Markup

from generator.analysis import NO_MEETING, Amount, count_posts, count_records
from generator.article.markdown import render_text
from generator.figures import Cell, Figure, Grid, Month, Months, Row
from generator.pages.base import (
    TEMPLATES,
    Desk,
    Link,
    Page,
    note_good,
    plain,
    plain_text,
    say_uncounted,
)
from generator.pages.handwritten.beside import DOCS, read_doc, walk_docs
from generator.problems import ArchiveError, Origin, Problem, quote
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
}
TEMPLATE = "handwritten/handwritten.html"
# MkDocs writes this one itself.
NOT_FOUND = "404.html"
LINK = re.compile(r'(?<=<a href=")(?![a-z]+:)([^"#]*)(#[^"]*)?(?=")')
# A link of another scheme has lost its address; those that Markdown takes for no link show as text.
WITHOUT_ADDRESS = re.compile(r"<a(?![^>]*\bhref=)")
OTHER_SCHEME = re.compile(
    r"(?:\]\(|\]: |<)<?((?!https?:|mailto:|javascript:|vbscript:|file:|data:)[a-z][a-z0-9+.-]+:[^\s)>]+)",
    re.IGNORECASE,
)
HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Text:
    """A file's title and its text as HTML, with the ids of the page it is part of.

    `source` is what stands in the file.
    """

    path: str
    title: str
    html: str
    ids: frozenset[str]
    source: str


def find_handwritten(root: Path) -> tuple[str, ...]:
    """Return the paths of the hand-written pages below `docs/`, in order."""
    files = (path.removeprefix(f"{DOCS}/") for path in walk_docs(root))
    return tuple(sorted(path for path in files if path.endswith(".md")))


def build_handwritten(desk: Desk, root: Path, known: Mapping[str, Page]) -> Iterator[Page]:
    """Build the page of every file; `known` are the other pages they may lead to.

    Raises an `ArchiveError` with all that is wrong with their addresses and links.
    """
    texts = {address_of_doc(path): read_page(desk, root, path) for path in find_handwritten(root)}
    problems = [*find_taken(texts, known), *find_dead_links(texts, known)]
    if problems:
        raise ArchiveError(problems)
    for address, text in texts.items():
        yield desk.write_page(
            COMPLETED.get(address, TEMPLATE),
            address,
            text.title,
            file=f"{DOCS}/{text.path}",
            text=Markup(LINK.sub(lead_to_page, text.html)),
            parent=ABOUT if ABOUT in texts and address != ABOUT else "index.html",
            figures=(chart_example(),) if address == NUMBERS else (),
            counted=describe_archive(desk),
            guides=[Link(other, texts[other].title) for other in sorted(texts) if other != ABOUT],
        )


def describe_archive(desk: Desk) -> str:
    """Say what the archive holds: how many poster, and what does not count as any."""
    archive = desk.archive
    posts, other = count_posts(archive, archive.entries), count_records(archive)
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


def address_of_doc(path: str) -> str:
    """Return the address of a hand-written page; what is none keeps its own."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def read_page(desk: Desk, root: Path, path: str) -> Text:
    """Read a file; its headings get ids that nothing else on its page has."""
    source = read_doc(root, f"{DOCS}/{path}")
    title, _, body = source.partition("\n")
    template = COMPLETED.get(address_of_doc(path), TEMPLATE)
    taken = {"_top", *ID.findall((TEMPLATES / template).read_text(encoding="utf-8"))}
    text = HEADING.sub(add_anchor(taken), render_text(body, top=2))
    return Text(path, title.removeprefix("# ").strip(), text, frozenset(taken), source)


def add_anchor(taken: set[str]) -> Callable[[re.Match[str]], str]:
    """Return what gives a heading an id of its own, so that it can be linked to."""

    def add(found: re.Match[str]) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", plain(plain_text(found[2]))).strip("-")
        anchor, number = f"_{words or 'del'}", 1
        while anchor in taken:
            number += 1
            anchor = f"_{words or 'del'}-{number}"
        taken.add(anchor)
        return f'<h{found[1]} id="{anchor}">{found[2]}</h{found[1]}>'

    return add


def find_taken(texts: Mapping[str, Text], known: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield a problem for every file whose page would stand where one of the archive's own does."""
    for address, text in texts.items():
        if address in known or address == NOT_FOUND:
            words = f"En av arkivets egna sidor har redan adressen {address}. Döp om filen."
            yield Problem(Origin(f"{DOCS}/{text.path}"), words)


def find_dead_links(texts: Mapping[str, Text], known: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield a problem for every link to a page or a part of one that does not exist."""
    for text in texts.values():
        yield from find_other_schemes(text)
        for link in LINK.finditer(text.html):
            way, anchor = (unquote(html.unescape(part or "")) for part in link.groups())
            target = resolve(text.path, way)
            ids: frozenset[str] = frozenset()
            if target in texts:
                ids = texts[target].ids
            elif target in known:
                ids = frozenset(ID.findall(known[target].html))
            exists = target in texts or target in known
            if not exists or (anchor and anchor[1:] not in ids):
                line = find_line(text.source, (way or anchor, link[1] or link[2]))
                words = f"Länken {quote(way + anchor)} leder ingenstans."
                yield Problem(Origin(f"{DOCS}/{text.path}", line), words)


def find_other_schemes(text: Text) -> Iterator[Problem]:
    """Yield a problem for every link whose scheme no page may have."""
    if not WITHOUT_ADDRESS.search(text.html):
        return
    for number, line in enumerate(text.source.split("\n"), start=1):
        for way in OTHER_SCHEME.findall(line):
            words = f"Länken {quote(way)} leder ingenstans. Skriv en hel adress (https://…)."
            yield Problem(Origin(f"{DOCS}/{text.path}", number), words)


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


def lead_to_page(found: re.Match[str]) -> str:
    """Return where a link to a file leads on the site."""
    return (address_of_doc(found[1]) if found[1] else "") + (found[2] or "")
