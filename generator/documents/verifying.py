"""A file in someone's hands: whether it is one that was frozen, of which edition, for whom and sent to whom, or what of it is changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from pydantic_core import from_json

from generator.article.frozen import read_article
from generator.documents.alike import Lines, TooMuch, count_alike, read_lines, tell_change
from generator.documents.frozen import write_all, write_downloads
from generator.documents.package import MANIFEST, digest, write_sheets
from generator.pages.composed import make_build
from generator.pages.report.editions import find_dispatched
from generator.problems import list_choices
from generator.records import Archive, Frozen, NewerSchema, SentFile, find_reader, parse_frozen
from generator.swedish import join_words, say_day, say_month

Named: TypeAlias = "Sequence[tuple[Frozen, SentFile]]"
# What a browser or a file manager adds to the name of a copy.
COPY = re.compile(r"(?: ?\(\d+\)| [-–] (?:kopia|copy))+(?=\.\w+$)", re.IGNORECASE)
TABLE = ".csv"
# Those of our files whose words say which report they are of.
TITLED = (".pdf", ".docx", ".json")
# A file with less than this of what was sent is taken for another.
LEAST_ALIKE = 0.5
# After why a file is not read to its end. It may be ours and changed, or written anew.
UNREAD = "Därför är innehållet inte jämfört. Byte för byte är den ingen av de frysta."
NO_SUCH = "Ingen fryst rapport i arkivet har en sådan fil."
NOT_SENT = "Rapportens fil säger inte att den är sänd"
UNSURE = (
    f"{NO_SUCH} Den kan ändå vara en av dem, om både namnet och det mesta av innehållet är ändrat."
)


class Answer(StrEnum):
    """What a file is found to be."""

    FROZEN = "fryst"
    AGAIN = "skriven på nytt"
    CHANGED = "ändrad"
    MISSING = "saknas"
    UNKNOWN = "okänd"
    NOT_OURS = "inte vår"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of a file, by its name, and how; `editions` are those it is of, oldest first."""

    name: str
    answer: Answer
    words: str
    editions: tuple[Frozen, ...] = ()


@dataclass(frozen=True)
class Verifier:
    """Holds files against what an archive has frozen."""

    root: Path
    archive: Archive
    tables: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)
    written: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)

    @cached_property
    def sent(self) -> Named:
        """Every file that was written of an edition."""
        return [(edition, file) for edition in self.archive.frozen for file in edition.files]

    def verify(self, name: str, raw: bytes) -> Verified:
        """Return what a file is, by its bytes; its name tells only what it may have been."""
        own = digest(raw)
        if found := [row for row in self.sent if row[1].sha256 == own]:
            # A small table may be the same in several reports; the name of its folder says which.
            found = [row for row in found if row[0].report in name] or found
            report = found[-1][0].report
            rows = {one.path: one for one, _ in found if one.report == report}
            editions = tuple(sorted(rows.values(), key=lambda one: one.version))
            return Verified(name, Answer.FROZEN, self.say_sent(editions, found), editions)
        plain = find_plain(name)
        path = read_path(raw) if plain.endswith(".json") else ""
        for edition in self.archive.frozen:
            if path == edition.path or PurePosixPath(edition.path).name == plain:
                return self.verify_kept(name, raw, edition)
        if not plain.lower().endswith((TABLE, *TITLED)):
            return Verified(name, Answer.NOT_OURS, NO_SUCH)
        named = [row for row in self.sent if PurePosixPath(row[1].name).name == plain]
        return self.recognise(name, raw, named)

    def say_sent(self, editions: Sequence[Frozen], found: Named) -> str:
        """Say which editions a file is of, the same in each, and for whom it was written."""
        readers = dict.fromkeys(file.reader for one, file in found if one in editions)
        known = f"{say_editions(editions)}, för {join_words(readers)}."
        told = self.say_dispatched(editions, readers)
        return f"{known}{told}{self.say_later(editions)}"

    def say_dispatched(self, editions: Sequence[Frozen], readers: Collection[str]) -> str:
        """Say to whom what is for some readers was sent, as the report's file has it, or that it has not."""
        report = self.archive.report.get(editions[0].report)
        days: dict[date, list[str]] = defaultdict(list)
        for edition in editions:
            for row in find_dispatched(self.archive, report, edition) if report else ():
                if self.archive.mall.find_recipient(row.recipient).name in readers:
                    days[row.day].append(row.recipient)
        told_on: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for day, names in sorted(days.items()):
            told_on[tuple(dict.fromkeys(names))].append(f"den {say_day(day)}")
        sent = [f"till {join_words(names)} {join_words(on)}" for names, on in told_on.items()]
        told = f"Den är sänd {join_words(sent)}" if sent else NOT_SENT
        return f" {told}."

    def say_later(self, editions: Sequence[Frozen]) -> str:
        """Say what has become of editions since: another has replaced them, or words were taken out."""
        newest = editions[-1]
        later = [one for one in self.archive.frozen if one.report == newest.report]
        told = [
            f" Den är ersatt av version {one.version}: {one.reason.rstrip('.')}."
            for one in later[-1:]
            if one.version > newest.version
        ]
        taken = dict.fromkeys(
            f" Ur arkivets exemplar togs ord bort den {say_day(row.day)} ({row.reason}, {row.decision})."
            for edition in editions
            for row in edition.expunged
        )
        return "".join([*told, *taken])

    def verify_kept(self, name: str, raw: bytes, edition: Frozen) -> Verified:
        """Hold a kept file against the archive's own."""
        known = f"{say_edition(edition)}"
        try:
            given = parse_frozen(raw.decode().replace("\r\n", "\n"))
        except (ValueError, NewerSchema):
            words = f"Den heter som {known}, men dess egen kontrollsumma stämmer inte, eller så står det något i den som inte hör dit."
            return Verified(name, Answer.CHANGED, words)
        if given == edition or given.sha256 in {row.before for row in edition.expunged}:
            words = f"{known}, som arkivet har den.{self.say_later([edition])}"
            return Verified(name, Answer.FROZEN, words, (edition,))
        parts = join_words(find_parts(given, edition))
        return Verified(name, Answer.CHANGED, f"Den heter som {known}, men {parts} är något annat.")

    def recognise(self, name: str, raw: bytes, named: Named) -> Verified:
        """Hold a file against what it may be, as far as that can be read."""
        try:
            return self.recognise_words(name, raw, named)
        except TooMuch as error:
            return Verified(name, Answer.UNKNOWN, f"{error} {UNREAD}")

    def recognise_words(self, name: str, raw: bytes, named: Named) -> Verified:
        """Hold a file against those of its name, or else against what its own words say that it may be.

        Raises `TooMuch` where it, or what it is held against, takes too much to read.
        """
        ending = PurePosixPath(name).suffix.lower()
        here = list(read_lines(name, raw))
        words = " ".join(" ".join(row for _, row in here).split())
        rows = named or [row for row in self.sent if words and row[1].name.endswith(ending)]
        # A table tells nothing of its report, but all of them are soon written.
        if ending != TABLE:
            rows = self.find_told(words, rows) or find_newest(named)
        alike, found = self.hold_against(name, raw, here, rows)
        is_known = named or alike >= LEAST_ALIKE
        return found if is_known else Verified(name, Answer.UNKNOWN, UNSURE)

    def find_told(self, words: str, rows: Named) -> Named:
        """Return those of the report whose title is told most often, if any is: of others it may tell too."""
        counts: dict[str, int] = {}
        for edition in {edition.path: edition for edition, _ in rows}.values():
            article = read_article(edition, next(iter(edition.articles)))
            counts[edition.report] = words.count(article.title) if article else 0
        return find_newest(
            [row for row in rows if counts[row[0].report] == max(counts.values()) > 0]
        )

    def hold_against(
        self, name: str, raw: bytes, here: Lines, named: Named
    ) -> tuple[float, Verified]:
        """Hold a file against what it may have been, written anew; the most alike tells what is changed."""
        own = Counter(words for _, words in here)
        most, best = -1.0, list[tuple[Frozen, SentFile]]()
        told = ""
        # Of those that are the same, the newest is told of.
        for edition, file in reversed(named):
            written = self.write_file(edition, file)
            if written == raw:
                words = self.say_again(raw, edition, file)
                return 1, Verified(name, Answer.AGAIN, words, (edition,))
            try:
                sent = list(read_lines(file.name, written))
            except TooMuch as error:
                raise TooMuch("Den frysta filen är för stor att jämföra med.") from error
            alike = count_alike(own, len(here), sent)
            if alike > most:
                most, best, told = alike, [], tell_change(here, sent)
            if alike == most and all(one is edition for one, _ in best):
                best.insert(0, (edition, file))
        if not best:
            return 0, Verified(name, Answer.UNKNOWN, UNSURE)
        names = {PurePosixPath(file.name).name: None for _, file in best}
        like = f"är mest lik {list_choices(names)}"
        called = "heter som en fil" if find_plain(name) in names else like
        readers = list_choices({file.reader: None for _, file in best})
        known = f"{say_edition(best[0][0])}, för {readers}"
        return most, Verified(name, Answer.CHANGED, f"Den {called} i {known}. {told}")

    def say_again(self, raw: bytes, edition: Frozen, file: SentFile) -> str:
        """Say which edition a file is of that was written anew, and for whom; tables may be for several."""
        same = [file]
        if file.name.endswith(TABLE):
            same = [
                one
                for one in edition.files
                if PurePosixPath(one.name).name == PurePosixPath(file.name).name
            ]
            same = [one for one in same if self.write_file(edition, one) == raw]
        known = (
            f"{say_edition(edition)}, för {join_words(dict.fromkeys(one.reader for one in same))}"
        )
        return f"{known}: samma innehåll, men skrivet på nytt.{self.say_later([edition])}"

    def write_file(self, edition: Frozen, file: SentFile) -> bytes:
        """Return a file of an edition, as today's program writes it."""
        key = (edition.path, file.reader)
        if key not in self.tables:
            article = read_article(edition, file.reader)
            self.tables[key] = (
                {**write_downloads(article), **write_sheets(article)} if article else {}
            )
        if file.name in self.tables[key]:
            return self.tables[key][file.name]
        # The documents take longer.
        if key not in self.written:
            article = read_article(edition, file.reader)
            build = make_build(self.root, self.archive, find_reader(self.archive.mall, file.reader))
            self.written[key] = write_all(article, build, file.reader) if article else {}
        return self.written[key].get(file.name, b"")


def find_missing(lists: Mapping[str, bytes], names: Collection[str]) -> Iterator[Verified]:
    """Yield the files that are not among some names, but stand in lists that are as they were sent."""
    listed = {
        str(PurePosixPath(name).parent / path): None
        for name, raw in lists.items()
        for path in read_listed(PurePosixPath(name).name, raw)
    }
    words = "Den frystes med de andra, men ligger inte här."
    yield from (Verified(path, Answer.MISSING, words) for path in listed if path not in names)


def read_listed(name: str, raw: bytes) -> list[str]:
    """Return the files that a list tells of, by their paths from where it lies."""
    told = from_json(raw)
    if name == MANIFEST:
        return [one["path"] for one in told["files"]]
    return [*(one["path"] for one in told["resources"]), MANIFEST]


def read_path(raw: bytes) -> str:
    """Return the path of the file of an edition that a text is, or nothing."""
    try:
        return parse_frozen(raw.decode().replace("\r\n", "\n")).path
    except (ValueError, NewerSchema):
        return ""


def find_newest(rows: Named) -> Named:
    """Return those of the newest report: each report's documents take seconds to write anew."""
    newest = max((edition.report for edition, _ in rows), default="")
    return [row for row in rows if row[0].report == newest]


def find_plain(name: str) -> str:
    """Return the name of a file without its folder, and without what tells that it is a copy."""
    return COPY.sub("", PurePosixPath(name).name)


def say_edition(edition: Frozen) -> str:
    """Write `rapporten för november 2026, version 1, fastställd den 3 december 2026`."""
    day = say_day(edition.day)
    return f"rapporten för {say_month(edition.report)}, version {edition.version}, fastställd den {day}"


def say_editions(editions: Sequence[Frozen]) -> str:
    """Write editions of one report: `rapporten för november 2026, version 1, … och version 2, …`."""
    first, *others = editions
    more = [f"version {one.version}, fastställd den {say_day(one.day)}" for one in others]
    return ", och ".join(filter(None, (", ".join([say_edition(first), *more[:-1]]), *more[-1:])))


def find_parts(given: Frozen, edition: Frozen) -> list[str]:
    """Return the parts of a kept file that are not the archive's."""
    readers = dict.fromkeys([*edition.articles, *given.articles])
    differ = [name for name in readers if given.articles.get(name) != edition.articles.get(name)]
    found = [f"rapporten för {name}" for name in differ]
    found += ["det som den bygger på"] if given.records != edition.records else []
    found += ["listan över filer"] if given.files != edition.files else []
    return found or ["huvudet"]
