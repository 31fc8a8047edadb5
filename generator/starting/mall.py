"""The first mall of an archive: the kommun's own words, proposals, and the lists that hold anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import Template

from generator.drafts import write_part, write_value
from generator.records import MALL, slug_of
from generator.starting.source import find_example, read_template

# A list of the example's mall: the remarks above it, its key, and all that is further in.
LIST = re.compile(r"^(?:#.*\n)*(?P<key>\w[\w ]*):.*\n(?:(?: .*)?\n)*", re.MULTILINE)
# A line of `own_mall.yml` that says which of those lists stand there.
TAKEN = re.compile(r"^#: (.+)\n", re.MULTILINE)
PROPOSED = "  # förslag"
MAIL = "mailto:"
WHOLE = "Hela kommunen"
COUNTIES = (
    "Blekinge", "Dalarna", "Gotland", "Gävleborg", "Halland", "Jämtland", "Jönköping", "Kalmar",
    "Kronoberg", "Norrbotten", "Skåne", "Stockholm", "Södermanland", "Uppsala", "Värmland",
    "Västerbotten", "Västernorrland", "Västmanland", "Västra Götaland", "Örebro", "Östergötland",
)  # fmt: skip

Fields = tuple[tuple[str, str], ...]


def as_part(name: str, explanation: str = "") -> Fields:
    """Return the fields of an organisation that is a part of the kommun."""
    return (("namn", name), ("förklaring", explanation))


# What most kommuner have; the kommun itself comes first, and reports through its parts.
ORGANISATIONS = (
    as_part("Polisen", "Lokalpolisområdet, genom kommunpolis och områdespoliser."),
    as_part("Socialförvaltningen", "Skriver om läget i stort och aldrig om ett ärende."),
    as_part("Skolan", "Kommunens skolor; skriver om skolan som plats och aldrig om en elev."),
    as_part("Fritid", "Ungdomslokaler, föreningsstöd och fritidsanläggningar."),
    as_part("Kommunledningen", "Trygghetssamordnaren, säkerhetsfunktionen och kontaktcenter."),
    as_part("Gata och park", "Gator, parker, belysning och kommunens fastigheter."),
    as_part("Räddningstjänsten", "Bränder och andra insatser med misstanke om brott."),
    as_part("Bostadsbolaget", "Skriver om området och aldrig om en hyresgäst."),
)
# The police's events are taken in as theirs.
POLICE = "Polisen"
PLACE = "allmän plats"
PLACES = (("Centrum", "stadsdel"), ("Stora torget", PLACE), ("Stadsparken", PLACE))


@dataclass(frozen=True, slots=True)
class Own:
    """What was answered about a kommun. Lists that are empty, and no `municipality`, leave proposals.

    `short` is the name in a sentence, `municipality` the one in a protocol, `county` a word of
    `COUNTIES` or nothing.
    """

    short: str
    feedback: str
    first: date
    municipality: str = ""
    county: str = ""
    owner: str = "Trygghetssamordnare"
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def propose_name(short: str) -> str:
    """Return what the kommun is probably called: "Norbergs kommun", but "Fagersta kommun".

    Names have their own ways ("Kalmar kommun"), so this is only a proposal.
    """
    return f"{short}{'' if short[-1:].lower() in 'aeiouyåäösxz' else 's'} kommun"


def write_mall(own: Own) -> str:
    """Return the text of the kommun's mall."""
    # The example's common lists are everyone's first.
    example = (find_example() / MALL).read_text("utf-8")
    lists = {found["key"]: found[0].rstrip() for found in LIST.finditer(example)}
    text = TAKEN.sub(
        lambda found: "".join(f"\n{lists[key]}\n" for key in found[1].split(", ")),
        read_template("own_mall.yml"),
    )
    name = own.municipality or propose_name(own.short)
    county = f"Länsstyrelsen {own.county}" if own.county else "Länsstyrelsen"
    return Template(text).substitute(
        municipality=f"{write_value(name)}{'' if own.municipality else PROPOSED}",
        short=write_value(own.short),
        owner=write_value(own.owner),
        feedback=write_value(own.feedback),
        submission=write_submission(own.feedback),
        county=write_value(county),
        first=own.first,
        controller=f"{write_value(f'Kommunstyrelsen i {name}')}{PROPOSED}",
        officer=f"{write_value(f'Dataskyddsombudet i {name}')}{PROPOSED}",
        organisations="\n".join(write_organisations(own, name)),
        places="\n".join(write_places(own.places)),
        reaches=write_value(f"Också {county}."),
    )


def write_submission(feedback: str) -> str:
    """Return the rows of where the form's entries go: the mailbox that was given, or remarks that ask for one."""
    if feedback.startswith(MAIL) and "?" not in feedback:
        return f"inlämning:\n  e-post: {write_value(feedback.removeprefix(MAIL))}"
    return "# inlämning:\n#   e-post: funktionens brevlåda"


def write_organisations(own: Own, name: str) -> Iterator[str]:
    """Yield the rows of all organisations, the kommun first: it reports itself if it is asked for."""
    asked = tuple(word for word in list_once(own.organisations) if not is_same(word, name))
    itself = any(is_same(word, name) for word in own.organisations)
    explanation = "Kommunen som helhet; rapporterar genom sina förvaltningar men kan få uppdrag."
    row = (
        (("rapporterar", "varje möte"),)
        if itself
        else (("rapporterar", "nej"), ("förklaring", explanation))
    )
    yield from write_row_of((("namn", name), *row), proposed=False)
    if asked and not any(is_same(word, POLICE) for word in asked):
        asked = (POLICE, *asked)
    for fields in [as_part(word) for word in asked] or ORGANISATIONS:
        (first, *rest) = fields
        rows = (first, ("rapporterar", "varje möte"), *rest)
        yield from write_row_of(rows, proposed=not asked)


def is_same(word: str, other: str) -> bool:
    """Say whether two names are one, but for their capitals."""
    return word.casefold() == other.casefold()


def list_once(words: Sequence[str]) -> list[str]:
    """Return the words, those that differ only in their capitals once, as they are first written."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return list(found.values())


def write_places(asked: Sequence[str]) -> Iterator[str]:
    """Yield the rows of all places, the whole kommun first."""
    explanation = "När det gäller hela kommunen eller när platsen inte kan sägas närmare."
    whole = (("namn", WHOLE), ("typ", "kommun"), ("förklaring", explanation))
    yield from write_row_of(whole, proposed=False)
    own = [(word, PLACE) for word in list_once(asked) if not is_same(word, WHOLE)]
    for name, kind in own or PLACES:
        rows = (("namn", name), ("typ", kind), ("del av", WHOLE))
        yield from write_row_of(rows, proposed=not own)


def write_row_of(fields: Fields, *, proposed: bool) -> Iterator[str]:
    """Yield the lines of one word, with its slug after its name."""
    name = fields[0][1]
    first, *rest = write_part((fields[0], ("slug", slug_of(name)), *fields[1:]))
    yield f"{first}{PROPOSED if proposed else ''}"
    yield from rest
