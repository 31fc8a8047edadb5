"""The monthly report as an article: what it asks for, how it stands, what came of earlier decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.article.addresses import ref_of
from generator.article.values import (
    Article,
    Form,
    Item,
    Line,
    Listing,
    Paragraph,
    Prose,
    Ref,
    Role,
    Section,
    join,
    line,
)
from generator.figures import AREAS, title_most, title_verdicts
from generator.pages.base import FIXED, council_name, say_here, say_posts
from generator.pages.report.apart import say_apart_here
from generator.pages.report.appendix import compose_appendix
from generator.pages.report.facts import ReportFacts
from generator.pages.report.follow_up import compose_follow_up
from generator.pages.shared import spans
from generator.pages.shared.board import HELP, BoardArea, key_of, make_board
from generator.pages.shared.proposals import name_among, say_answer, say_why
from generator.pages.shared.words import describe_coverage, name_report
from generator.records import PlacedProposal, month_at
from generator.swedish import capitalize, join_words, say_count, say_day, say_days, say_short_day

# A word that ends no sentence, though a stop stands after it.
SHORTENED = re.compile(
    r"(?<!\w)(?:bl\.a|t\.ex|kl|nr|s\.k|m\.m|dvs|d\.v\.s|ca|resp|ev|m\.fl|o\.s\.v|osv|st|tfn|tel|f\.d"
    r"|s|jfr|jan|feb|aug|sept?|okt|nov|dec)\.$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][”\")*_])|(?<=[.!?](?:\*\*|__)))[ \n]+(?=[*_\[]{0,3}[A-ZÅÄÖ0-9”\"(])"
)
# A first block that begins so, or is underlined, is no plain paragraph.
MARKED = re.compile(r"[ ]{4}|\t|#|[-*+] |[>|]|\d+[.)] |```|~~~|.+\n(?:=+|-+)\s*$|[-*_]{3,}\s*$")
BLANK = re.compile(r"\n[ \t]*\n")
PAIRED = ("**", "__", "`", "*", "_")
LEAD = 2  # sentences at most


def compose_report(facts: ReportFacts) -> Article:
    """Return a report with a meeting as an article."""
    lead, rest = split_summary(facts.report.file.text if facts.report.file else "")
    owner = ref_of(facts.report)
    hidden = facts.archive.hides_own
    sections = (
        *(() if hidden else (compose_proposals(facts),)),
        compose_board(facts),
        *((Section("_sammanfattning", "Sammanfattning", (Prose(rest, owner),)),) if rest else ()),
        *((compose_hidden(),) if hidden else (compose_follow_up(facts), compose_ahead(facts))),
        *compose_amendments(facts),
        compose_appendix(facts),
    )
    return Article(
        ref=owner,
        title=name_report(facts.archive, facts.report),
        meta=say_meta(facts),
        lead=(Prose(lead, owner, Role.LEAD),) if lead else (say_seen(facts, written=bool(rest)),),
        sections=sections,
        as_of=facts.day,
        sources=facts.sources,
        running=say_running(facts),
        reader=facts.archive.reader.name if facts.archive.reader else "",
        also=() if rest else ("_sammanfattning",),
    )


def compose_hidden() -> Section:
    """Say what the group's own words are, where they do not go to the reader."""
    said = (
        "Gruppens sammanfattning, bedömningar och förslag och uppföljningen av beslut och åtgärder "
        "sprids inte hit."
    )
    return Section("_sprids-inte", "Det som inte sprids hit", (Paragraph(line(said)),))


def split_summary(markdown: str) -> tuple[str, str]:
    """Part a summary: the first two sentences of its first paragraph, and all that follows.

    What begins with anything but a paragraph has no lead; a mark that would be cut in two keeps the
    whole paragraph in it.
    """
    text = markdown.strip("\n")
    blank = BLANK.search(text)
    first, others = (text[: blank.start()], text[blank.end() :]) if blank else (text, "")
    if not first or MARKED.match(first):
        return "", text
    ends = [
        found
        for found in SENTENCE_END.finditer(first)
        if not SHORTENED.search(first[: found.start()])
    ]
    if len(ends) < LEAD:
        return first, others.strip("\n")
    cut = ends[LEAD - 1]
    head, tail = first[: cut.start()], first[cut.end() :]
    if any(head.count(mark) % 2 for mark in PAIRED) or head.count("[") != head.count("]"):
        return first, others.strip("\n")
    return head, f"{tail}\n\n{others}".rstrip("\n")


def say_meta(facts: ReportFacts) -> Line:
    """Say who the report is for, its numbers and its standing; of an utkast that it is one."""
    file = facts.report.file
    adopted = file.adopted if file else None
    to = f"till {join_words(facts.recipients)}" if facts.recipients else ""
    standing = f"fastställd {say_day(adopted.day)}" if adopted else "utkast, inte fastställd"
    amended = (
        line(spans.link("ändrad sedan dess", facts.report, "_andrat")) if facts.amended else ()
    )
    parts = (
        line(to),
        line(f"nr\u00a0{facts.report.number}"),
        line(file.reference if file and file.reference else ""),
        line(standing),
        amended,
        line(spans.link("dokumentuppgifter", facts.report, "_dokument")),
    )
    first, *rest = join(parts, spans.DOT)
    return line(spans.capital(first), tuple(rest))


def say_running(facts: ReportFacts) -> str:
    """Write what stands at the head of every printed page: `Lägesrapport november 2026 · KS 2026/1`."""
    file = facts.report.file
    standing = "" if file and file.adopted else "utkast"
    parts = (name_report(facts.archive, facts.report), (file and file.reference) or "", standing)
    return " · ".join(filter(None, parts))


def say_seen(facts: ReportFacts, *, written: bool) -> Paragraph:
    """Say what is seen, where nobody has written a summary or it begins with no paragraph."""
    when = "under perioden" if not facts.report.is_month else f"i {facts.columns[0].name}"
    so_far = " hittills" if facts.columns[0].under_way else ""
    is_told = written or facts.archive.hides_own
    missing = "" if is_told else "Sammanfattningen är inte skriven än. "
    posts, events = facts.total_posts.cells[0], facts.total_events.cells[0]
    if posts.value is None:
        said = f"Ingen organisation rapporterade till {facts.meetings}."
        return Paragraph(line(missing, said), Role.LEAD)
    head = f"{missing}{capitalize(when)} har gruppen{so_far}"
    if not posts.value:
        return Paragraph(line(f"{head} inte fått in några poster."), Role.LEAD)
    told = spans.counted(
        key_of(facts.month, unit="poster"),
        posts.value,
        "poster",
        Ref("report", facts.month, "_omraden"),
        text=say_posts(posts.value, posts.positive, within=bool(events.value)),
    )
    if not events.value:
        return Paragraph(line(f"{head} fått in ", told, ", men inga händelser."), Role.LEAD)
    happened = spans.counted(
        key_of(facts.month),
        events.value,
        "händelser",
        text=say_count(events.value, "händelse", "händelser"),
    )
    names = {
        part.events.name: part.events.cells[0].amount
        for part in facts.areas
        if not (part.area and facts.archive.is_apart(part.area))
    }
    most = f" {title_most(AREAS, names, month_at(facts.month), bases=facts.monthly.bases)}."
    seen = "" if so_far else most
    return Paragraph(line(f"{head} fått in ", told, " om ", happened, f".{seen}"), Role.LEAD)


def compose_proposals(facts: ReportFacts) -> Section:
    """Compose what BRÅ is to take a stand on, proposals beside each other."""
    council = council_name(facts.archive.mall)
    none = f"Inga förslag{say_here(facts.archive)} lyftes till {council} under perioden."
    return Section(
        "_forslag",
        "Att ta ställning till",
        () if facts.proposals else (Paragraph(line(none)),),
        tuple(compose_proposal(facts, placed) for placed in facts.proposals),
        form=Form.BESIDE,
    )


def compose_proposal(facts: ReportFacts, placed: PlacedProposal) -> Section:
    """Compose one proposal: the sentence BRÅ would decide, why, and what has become of it."""
    return Section(
        f"_{placed.id.replace('#', '-')}",
        name_among(facts.chain, placed, facts.proposals),
        (
            Paragraph(line(placed.proposal.sentence), Role.QUOTE),
            Paragraph(say_why(placed)),
            Paragraph(say_answer(facts.chain, placed, facts.day), Role.NOTE),
        ),
        to=ref_of(placed),
    )


def compose_board(facts: ReportFacts) -> Section:
    """Compose lägestavlan, and the line that says how sure its numbers are."""
    columns = facts.monthly.year(facts.report)
    areas = [
        BoardArea(part.area, facts.courses.get(part.area.slug), part.now, part.before)
        for part in facts.areas
        if part.area
    ]
    board = make_board(facts.archive.mall, columns, areas)
    title = f"Läget i {say_count(len(areas), 'område', 'områden', neuter=True)}"
    return Section(
        "_lage",
        title,
        (board, Paragraph(say_sure(facts), Role.NOTE)),
        also=("_bild-omraden", "_bild-manader", "_tabell-poster"),
    )


def say_sure(facts: ReportFacts) -> Line:
    """Say what the report rests on and what its numbers can tell."""
    verdicts = {
        course.name: course.last.signal.verdict
        for course in facts.courses.values()
        if course.last.signal
    }
    judged = "" if facts.columns[0].under_way else title_verdicts(AREAS, verdicts)
    said = (
        describe_coverage(facts.build, facts.report),
        f"{judged}." if judged and verdicts else "",
        FIXED,
    )
    helped = f"{HELP}.html" in facts.build.handwritten
    lines = (
        line(" ".join(filter(None, said))),
        say_apart_here(facts),
        (spans.page("Så läser du siffrorna", HELP),) if helped else (),
    )
    return join(filter(None, lines), " ")


def compose_ahead(facts: ReportFacts) -> Section:
    """Compose what the meetings know will happen, and the next of them."""
    items = tuple(
        Item(
            line(
                f"{say_days(row.first, row.last)}: ",
                spans.link(row.what, row.record) if row.record else row.what,
                f", {row.place.name}" if row.place else "",
            )
        )
        for row in facts.ahead
    )
    none = f"{capitalize(facts.meetings)} tog inte upp något kommande{say_here(facts.archive)}."
    block = Listing(items) if items else Paragraph(line(none))
    return Section("_kommande", "Kommande", (block,))


def compose_amendments(facts: ReportFacts) -> Iterator[Section]:
    """Yield what has come since the report was adopted, and which of its numbers it moved."""
    adopted = facts.report.adopted
    if not facts.amended or adopted is None:
        return
    said = (
        f"Rapporten fastställdes den {say_day(adopted.day)}. Talen på sidan är räknade med det som har "
        "kommit sedan dess."
    )
    items = tuple(
        Item(
            line(
                f"{say_short_day(row.day)}: " if row.day else "",
                spans.link(row.title, row.record) if row.record else row.title,
                f". {row.words}",
            ),
            id=row.anchor,
        )
        for row in facts.amended
    )
    title = "Ändrat sedan rapporten fastställdes"
    yield Section("_andrat", title, (Paragraph(line(said), Role.NOTE), Listing(items)))
