"""The commands that ask for what a new entry or decision says, and write its file.

What is given as an option is not asked for: with all that is needed given, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import (
    ask_day,
    ask_last_day,
    ask_long,
    ask_optional,
    ask_text,
    ask_word,
    ask_yes,
    choose,
)
from generator.cli.creating import show_option, write_draft
from generator.cli.receiving import find_next_meeting
from generator.cli.showing import find_root, parse_date, say
from generator.cli.unpacking import read_beside_faults
from generator.intake.folder import ENTRIES
from generator.problems import CannotRun, quote, shorten, suggest
from generator.records import (
    OUTCOMES,
    Archive,
    Body,
    DecisionType,
    Kind,
    Organisation,
    Place,
    PlacedProposal,
    ProblemType,
    Reliability,
    TimeOfDay,
    find_coming,
    free_name,
    say_rule,
    slug_of,
)
from generator.terminal import SwedishCommand

if TYPE_CHECKING:
    from generator.drafts import Promise

NONE = "inget"
STEM_WORDS = 3
TABLED = 'Statistik läses in ur sin tabell: skriv "lagesbild import tabell FIL".'


def day_option(name: str, help_text: str) -> Callable[[Any], Any]:
    """Return an option that takes a day."""
    return click.option(name, callback=parse_date, metavar="ÅÅÅÅ-MM-DD", help=help_text)


@click.command("entry", cls=SwedishCommand)
@day_option("--meeting", "Mötet som posten lämnas till (annars nästa planerade).")
@click.option("--organisation", metavar="NAMN", help="Vilka ni är.")
@click.option("--slag", metavar="ORD", help="Vad för slags post det är.")
@click.option("--problemtyp", metavar="ORD", help="Vad det gäller.")
@click.option("--plats", metavar="NAMN", help="Var.")
@day_option("--datum", "Vilken dag.")
@click.option("--rubrik", help="Postens rubrik.")
@click.option("--text", help="Två till fyra meningar.")
@show_option
def new_entry(
    meeting: date | None,
    organisation: str | None,
    slag: str | None,
    problemtyp: str | None,
    plats: str | None,
    datum: date | None,
    rubrik: str | None,
    text: str | None,
    only_show: bool,
) -> None:
    """Skriv en post: fråga om vad som har hänt, visa granskningen och skriv filen.

    Du svarar med ett ord ur mallen, dess första bokstäver eller dess nummer i listan. Det du anger med flaggor frågas inte.
    """
    from generator.drafts import AnsweredEntry, draft_entry

    root = find_root(Path())
    archive = read_beside_faults(root)
    day = meeting or find_next_meeting(archive)
    # Whoever has given all there has to be is a script, and asked nothing more.
    is_asked = not (organisation and (slag or problemtyp) and rubrik and text)
    reports = {row.name for row in archive.mall.organisations if row.reports != "nej"}
    who = choose(archive, Organisation, "Organisation", organisation, day, reports)
    default = archive.mall.default(Kind)
    kind = choose_kind(archive, slag, day) if slag or is_asked else default
    rows = {"organisation": who.name, "slag": "" if kind is default else kind.name}
    if kind.needs_type or problemtyp:
        rows["problemtyp"] = choose_type(archive, kind, problemtyp, day).name
    if kind.needs_place:
        rows["plats"] = choose(archive, Place, "Plats", plats, day).name
        start = datum or ask_day("Datum")
        rows["datum"] = str(start)
        if not meeting and kind.role != "kommande":
            # What has happened since is for the meeting after.
            day = next((coming for coming in find_coming(archive) if coming >= start), day)
    if kind.role == "inget":
        answered = AnsweredEntry(rows)
    else:
        more = is_asked and ask_yes("Vill du säga mer, som tid på dygnet, säkerhet eller åtgärder?")
        rows |= ask_more(archive, kind) if more else {}
        actions = tuple(ask_promises(archive, day, "Ska någon göra något åt det?")) if more else ()
        title = rubrik or ask_text("Rubrik")
        answered = AnsweredEntry(rows, actions, title, text or ask_long("Text"))
    path = name_file(root, f"{ENTRIES}/{day}", who.slug, answered.title or kind.name)
    write_draft(root, path, draft_entry(answered), only_show=only_show)


def choose_kind(archive: Archive, given: str | None, day: date) -> Kind:
    """Return the kind that was given, or else ask for it; raises `CannotRun` for one that has a table."""
    default = archive.mall.default(Kind)
    while True:
        kind = choose(archive, Kind, "Slag", given, day, proposed=default.name)
        if kind.role != "statistik":
            return kind
        if given:
            raise CannotRun(TABLED)
        say(TABLED)


def choose_type(archive: Archive, kind: Kind, given: str | None, day: date) -> ProblemType:
    """Return the problem type that was given, or else ask for it, area by area.

    One that is only counted is not listed for what happened somewhere; its name is told why.
    """
    closed = {row.name for row in archive.mall.problem_types if row.is_only_counted}
    closed = closed if kind.needs_place else set()
    groups = {
        area.name: [row.name for row in area.problem_types if row.name not in closed]
        for area in archive.mall.areas
    }
    while True:
        row = choose(archive, ProblemType, "Problemtyp", given, day, groups=groups)
        if given or row.name not in closed:
            return row
        say(say_rule("bara antal", problemtyp=row.name, hur=""))


def ask_more(archive: Archive, kind: Kind) -> dict[str, str]:
    """Ask for what may be left out, and return its rows."""
    rows = {}
    for key, words in (("tid", TimeOfDay), ("tillförlitlighet", Reliability)):
        names = [row.name for row in archive.mall.rows(words)]
        answer = ask_word(key.capitalize(), [*names, NONE], proposed=NONE)
        rows[key] = "" if answer == NONE else answer
    if kind.role == "händelse":
        number = ask_optional("Antal händelser, om de är flera")
        rows["antal"] = number
    return rows


def ask_promises(archive: Archive, day: date, words: str) -> Iterator[Promise]:
    """Ask what somebody is to do, until nobody is to do more."""
    from generator.drafts import Promise

    while ask_yes(words):
        what = ask_text("Vad")
        who = choose(archive, Organisation, "Ansvarig", None, day)
        yield Promise(what, who.name, ask_last_day("Senast"))
        words = "Ska någon göra något mer?"


@click.command("decision", cls=SwedishCommand)
@click.option("--instans", metavar="NAMN", help="Var beslutet fattades.")
@day_option("--datum", "Beslutets dag.")
@click.option(
    "--forslag",
    "names",
    multiple=True,
    metavar="NAMN",
    help="Förslaget som beslutet svarar på, till exempel 2026-11-12#bra-1. Kan anges flera gånger.",
)
@click.option("--typ", metavar="ORD", help="Vad för slags beslut det är (annars förslagets).")
@click.option(
    "--utgang",
    type=click.Choice(OUTCOMES, case_sensitive=False),
    help="Hur det gick med förslaget.",
)
@click.option("--paragraf", help="Paragrafens nummer i protokollet.")
@click.option("--original", help="Var protokollet finns.")
@click.option("--rubrik", help="Beslutets rubrik.")
@click.option("--beslut", "decided", help="Vad som beslutades.")
@click.option("--motivering", "reason", help="Varför.")
@show_option
def new_decision(
    instans: str | None,
    datum: date | None,
    names: tuple[str, ...],
    typ: str | None,
    utgang: str | None,
    paragraf: str | None,
    original: str | None,
    rubrik: str | None,
    decided: str | None,
    reason: str | None,
    only_show: bool,
) -> None:
    """Skriv ett beslut: fråga vad som beslutades, visa granskningen och skriv filen.

    Protokollet är originalet. Typ och vad beslutet avser hämtas ur förslaget som det svarar på.
    """
    from generator.analysis import Chain, find_open_proposals
    from generator.drafts import AnsweredDecision, draft_decision

    root = find_root(Path())
    archive = read_beside_faults(root)
    is_asked = not (instans and datum and utgang and original and rubrik and decided and reason)
    day = datum or ask_day("Beslutets dag")
    body = choose(archive, Body, "Instans", instans, day)
    open_rows = {row.id: row for row in find_open_proposals(Chain(archive), day)}
    answers = [find_proposal(open_rows, name) for name in names]
    if is_asked and not names and open_rows:
        notes = {key: shorten(row.proposal.sentence) for key, row in open_rows.items()}
        found = ask_word("Svarar på förslaget", [*open_rows, NONE], notes=notes)
        answers = [open_rows[found]] if found in open_rows else []
    first = answers[0].proposal if answers else None
    kind = typ or (first.type.name if first else None)
    outcome = utgang or ask_word("Utgång", OUTCOMES)
    as_proposed = first is not None and outcome == OUTCOMES[0] and not decided
    if as_proposed and first and ask_yes(f"Beslutades det så här? {first.sentence}"):
        decided = first.sentence
    answered = AnsweredDecision(
        day=day,
        body=body.name,
        kind=choose(archive, DecisionType, "Typ", kind, day).name,
        outcome=outcome,
        paragraph=paragraf or (ask_optional("Paragraf") if is_asked else ""),
        original=original or ask_text("Var protokollet finns"),
        title=rubrik or ask_text("Rubrik"),
        decided=decided or ask_long("Beslut", "Vad som beslutades, som det står i protokollet."),
        reason=reason
        or ask_long("Motivering", "Varför det beslutades, som det står i protokollet."),
        answers=answers,
        assignments=tuple(ask_promises(archive, day, "Fick någon ett uppdrag?"))
        if is_asked
        else (),
    )
    path = name_file(root, "decisions", str(day), answered.title)
    write_draft(root, path, draft_decision(archive, answered), only_show=only_show)


def name_file(root: Path, folder: str, first: str, title: str) -> str:
    """Return the path of a new file, named by the first words of its title, that no other has."""
    stem = slug_of(" ".join((first, *title.split()[:STEM_WORDS])))
    return f"{folder}/{free_name(root, f'{folder}/{stem}.md')}"


def find_proposal(known: dict[str, PlacedProposal], name: str) -> PlacedProposal:
    """Return the open proposal of a name; raises `CannotRun` where there is none."""
    if name not in known:
        raise CannotRun(
            f"Inget förslag som väntar på svar heter {quote(name)}. {suggest(name, known)}".strip()
        )
    return known[name]
