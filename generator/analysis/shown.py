"""The archive as those have it who read the group's own words, and as it was when a report was adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.analysis.amended import find_stood, name_parts
from generator.analysis.chain import Chain
from generator.analysis.counts import area_of, count_events, is_post
from generator.records import (
    Archive,
    Distribution,
    Meeting,
    Report,
    Since,
    find_amendments,
    for_reader,
    once,
    restore,
)


def show_to_readers(archive: Archive) -> Iterator[Archive]:
    """Yield the archive of every reader outside the group whom a report's summary goes to, the nearest first.

    Where it goes to nobody, the group alone reads it, and has the archive as it is.
    """
    mall = archive.mall
    reach = mall.rank(mall.default(Distribution))
    if reach == 0:
        yield archive
    yield from (show_to(archive, row) for row in mall.distributions[1 : reach + 1])


@once
def show_to(archive: Archive, reader: Distribution) -> Archive:
    """Return the archive of a reader, made once for all who ask."""
    return for_reader(archive, reader)


def stand_as_adopted(archive: Archive, report: Report, since: Since) -> Archive:
    """Return the archive as it was when a report was adopted, as far as it or its history tells."""
    stood = find_stood(archive, find_amendments(archive, report, since))
    oldest = {path: found for step in reversed(stood) for path, found in step.items()}
    return restore(archive, oldest) if oldest else archive


def count_parts(archive: Archive, meetings: Iterable[Meeting]) -> tuple[Counter[str], Counter[str]]:
    """Return the händelser and the poster of some meetings: of all, under "", and of each område, problemtyp and plats.

    For a reader outside the group they are of what is not känsligt.
    """
    chain = Chain(archive.counted)
    events, posts = Counter[str](), Counter[str]()
    for meeting in meetings:
        for entry in chain.archive.entries_by_meeting.get(meeting.id, ()):
            if is_post(chain.archive, entry):
                area = area_of(chain.archive, entry)
                names = name_parts(area, entry.problem_type, entry.place)
                posts.update(names)
                events.update(dict.fromkeys(names, count_events(chain, entry)))
    return events, posts
