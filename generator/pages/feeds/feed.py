"""The feed (Atom, RFC 4287): adopted reports, decisions and corrections, the newest first.

It needs to know where the archive is: without an address on the web there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree

from generator.article.addresses import address_of
from generator.article.markdown import first_sentences
from generator.pages.base import Build, title_of
from generator.pages.report.editions import find_editions, reader_of
from generator.pages.shared.changes import changes_of
from generator.pages.shared.words import name_report
from generator.records import Archive, Report
from generator.swedish import say_day

FEED = "flode.xml"
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
DAY = len("2026-11-12")


@dataclass(frozen=True, slots=True)
class Item:
    """What has become settled on a day: what it is, where it stands and what it says.

    `id` begins with a day that never changes, as a tag does (RFC 4151).
    """

    id: str
    day: date
    title: str
    address: str
    words: str


def write_feed(build: Build) -> str:
    """Return the feed of an archive, or nothing for one that has no address on the web."""
    archive = build.archive
    publishing = archive.mall.publishing
    if publishing is None:
        return ""
    home = publishing.address.rstrip("/")
    items = sorted(find_items(archive), key=lambda item: (item.day, item.id), reverse=True)[:MOST]
    feed = Tree.Element("feed", {"xmlns": ATOM, "xml:lang": "sv"})
    add(feed, "id", f"{home}/")
    add(feed, "title", f"Lägesbilder i {archive.mall.short_name}")
    add(feed, "updated", say_moment(items[0].day if items else archive.today))
    add(add(feed, "author"), "name", f"{archive.mall.municipality}, {archive.mall.group}")
    add(feed, "link", rel="self", type="application/atom+xml", href=f"{home}/{FEED}")
    add(feed, "link", rel="alternate", type="text/html", href=f"{home}/index.html")
    for item in items:
        entry = add(feed, "entry")
        add(entry, "id", f"tag:{urlsplit(home).hostname},{item.id}")
        add(entry, "title", item.title)
        add(entry, "updated", say_moment(item.day))
        add(entry, "link", rel="alternate", type="text/html", href=f"{home}/{item.address}")
        add(entry, "summary", item.words)
    Tree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(feed, encoding="unicode")}\n'


def find_items(archive: Archive) -> Iterator[Item]:
    """Yield each adopted report and its later editions, each decision and each correction."""
    for report in archive.reports:
        if report.file and report.file.adopted:
            yield from tell_report(archive, report, report.file.adopted.day, report.file.text)
    for decision in archive.decisions:
        yield Item(
            f"{decision.id[:DAY]}:beslut/{decision.id}",
            decision.day,
            f"Beslut: {decision.title}",
            address_of(archive, decision),
            f"{decision.body.name}, den {say_day(decision.day)}: {decision.outcome}.",
        )
    for entry in archive.entries:
        for number, change in enumerate(changes_of(entry), 1):
            yield Item(
                f"{entry.source.folder}:rattelse/{entry.id}/{number}",
                change.day,
                f"Ändrad post: {title_of(entry)}",
                address_of(archive, entry),
                change.words,
            )


def tell_report(archive: Archive, report: Report, adopted: date, text: str) -> Iterator[Item]:
    """Yield a report on the day it was first adopted, and each corrected edition sent to the reader."""
    editions = find_editions(archive, report)
    title, address = name_report(archive, report), address_of(archive, report)
    first = editions[0].day if editions else adopted
    words = f"Fastställd den {say_day(first)}. {first_sentences(text, 2)}".strip()
    yield Item(f"{report.id}:rapport", first, title, address, words)
    for frozen in editions[1:]:
        if reader_of(archive) not in frozen.articles:
            continue
        number = f"version {frozen.version}"
        words = f"Ny version, fastställd den {say_day(frozen.day)}. Skäl: {frozen.reason}"
        yield Item(
            f"{report.id}:rapport/{frozen.version}",
            frozen.day,
            f"{title}, {number}",
            address,
            words,
        )


def add(parent: Tree.Element, name: str, text: str = "", **attributes: str) -> Tree.Element:
    """Add an element with words in it."""
    element = Tree.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def say_moment(day: date) -> str:
    """Write the beginning of a day as the format wants it."""
    return f"{day}T00:00:00Z"
