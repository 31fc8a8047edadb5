"""The monthly report as an article: what it asks for, how it stands, what came of earlier decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.analysis import (
    FollowedDecision,
    Verdict,
    find_open_proposals,
)
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
    Row,
    Section,
    Table,
    join,
    line,
)
from generator.figures import AREAS, title_most, title_verdicts
from generator.pages.base import council_name, say_posts
from generator.pages.report.appendix import compose_appendix
from generator.pages.report.facts import ReportFacts
from generator.pages.shared import spans
from generator.pages.shared.board import FIXED, HELP, BoardArea, key_of, make_board
from generator.pages.shared.finding import describe_followed, name_proposal
from generator.pages.shared.proposals import say_answer, say_why
from generator.pages.shared.words import describe_coverage, name_report
from generator.records import PlacedProposal, month_at
from generator.swedish import (
    capitalize,
    join_words,
    say_count,
    say_day,
    say_days,
    say_short_day,
)

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
    sections = (
        compose_proposals(facts),
        compose_board(facts),
        *((Section("_sammanfattning", "Sammanfattning", (Prose(rest, owner),)),) if rest else ()),
        compose_follow_up(facts),
        compose_ahead(facts),
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
    )


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
    when = "under perioden" if not facts.report.is_month else f"i {say_month_of(facts)}"
    so_far = " hittills" if facts.columns[0].under_way else ""
    missing = "" if written else "Sammanfattningen är inte skriven än. "
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
    names = {part.events.name: part.events.cells[0].amount for part in facts.areas}
    most = f" {title_most(AREAS, names, month_at(facts.month), bases=facts.monthly.bases)}."
    seen = "" if so_far else most
    return Paragraph(line(f"{head} fått in ", told, " om ", happened, f".{seen}"), Role.LEAD)


def say_month_of(facts: ReportFacts) -> str:
    """Write the report's month: `november 2026`."""
    return facts.columns[0].name


def compose_proposals(facts: ReportFacts) -> Section:
    """Compose what BRÅ is to take a stand on, proposals beside each other."""
    council = council_name(facts.archive.mall)
    none = f"Inga förslag lyftes till {council} under perioden."
    return Section(
        "_forslag",
        "Att ta ställning till",
        () if facts.proposals else (Paragraph(line(none)),),
        tuple(compose_proposal(facts, placed) for placed in facts.proposals),
        form=Form.BESIDE,
    )


def say_earlier(facts: ReportFacts) -> Iterator[Paragraph]:
    """Yield the proposals of earlier reports that were open still on the report's day."""
    own = {placed.id for placed in facts.proposals}
    earlier = [
        placed
        for placed in find_open_proposals(facts.chain, facts.day)
        if placed.id not in own and placed.meeting.day < facts.report.start
    ]
    if earlier:
        number = say_count(len(earlier), "förslag", "förslag", neuter=True)
        listed = join((line(spans.link(name_proposal(row), row)) for row in earlier), "; ")
        yield Paragraph(line(f"Sedan tidigare väntar {number} på beslut: ", listed, "."), Role.NOTE)


def compose_proposal(facts: ReportFacts, placed: PlacedProposal) -> Section:
    """Compose one proposal: the sentence BRÅ would decide, why, and what has become of it."""
    return Section(
        f"_{placed.id.replace('#', '-')}",
        name_proposal(placed),
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
        BoardArea(part.area, facts.courses[part.area.slug], part.now, part.before)
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
    outside = [verdict for verdict in verdicts.values() if verdict in (Verdict.MORE, Verdict.FEWER)]
    said = (
        describe_coverage(facts.archive, facts.report),
        f"{judged}." if judged and (verdicts or outside) else "",
        FIXED,
    )
    words = " ".join(filter(None, said))
    if f"{HELP}.html" not in facts.desk.handwritten:
        return line(words)
    return line(f"{words} ", spans.page("Så läser du siffrorna", HELP))


def compose_follow_up(facts: ReportFacts) -> Section:
    """Compose what has become of earlier decisions, promises and åtgärder."""
    return Section(
        "_beslut",
        "Uppföljning",
        parts=(
            compose_decisions(facts),
            compose_promises(facts),
            compose_actions(facts),
        ),
    )


def compose_decisions(facts: ReportFacts) -> Section:
    """Compose the decisions, each uppdrag with its own status."""
    if not facts.decisions:
        none = f"Det fanns inga beslut att följa upp den {say_day(facts.day)}."
        none_yet = (Paragraph(line(none)), *say_earlier(facts))
        return Section("_uppfoljning-beslut", "Beslut", none_yet)
    moved = describe_followed(facts.chain, facts.decisions, facts.since, facts.day)
    rows = tuple(row for followed in facts.decisions for row in list_decision(followed))
    table = Table(
        f"Beslut och uppdrag, läget {say_short_day(facts.day)}",
        ("Uppdrag", "Ansvarig", "Redovisning", "Status"),
        rows,
    )
    said = (Paragraph(line(moved)),) if moved else ()
    blocks = (*said, *say_earlier(facts), table)
    return Section("_uppfoljning-beslut", "Beslut", blocks)


def list_decision(followed: FollowedDecision) -> Iterator[Row]:
    """Yield a decision's row and one for each of its uppdrag."""
    yield Row((say_decision(followed),), group=True)
    for placed, state in followed.assignments:
        row = placed.assignment
        due = say_short_day(row.due) if row.due else "ingen dag satt"
        yield Row(
            (
                line(spans.link(row.what, placed)),
                spans.responsible(placed),
                line(due),
                line(spans.status(state)),
            )
        )


def say_decision(followed: FollowedDecision) -> Line:
    """Write a decision, who took it, and how far it has come."""
    decision = followed.decision
    none = "" if followed.assignments else f"{spans.DOT}inget uppdrag"
    return line(
        spans.link(decision.title, decision),
        " ",
        spans.note(f"{spans.reference(decision)}{none}"),
        " ",
        spans.standing(decision, followed.status),
    )


def compose_promises(facts: ReportFacts) -> Section:
    """Compose the medborgarlöften, inriktningsbeslut and åtgärdsplaner in force."""
    title = "Medborgarlöfte, inriktningsbeslut och åtgärdsplan"
    if not facts.promises:
        none = (
            "Inget medborgarlöfte, inget inriktningsbeslut och ingen åtgärdsplan fanns att följa "
            f"upp den {say_day(facts.day)}."
        )
        return Section("_loften", title, (Paragraph(line(none)),))
    items = tuple(
        Item(say_decision(followed), below=tuple(list_steps(followed)))
        for followed in facts.promises
    )
    return Section("_loften", title, (Listing(items),))


def list_steps(followed: FollowedDecision) -> Iterator[Line]:
    """Yield what has been said of a promise, newest last, and how far its uppdrag have come."""
    for step in followed.status.steps:
        if step.text:
            yield line(f"{say_short_day(step.day)}: {step.text}")
    for placed, state in followed.assignments:
        due = placed.assignment.due
        when = f", redovisning {say_short_day(due)}" if due else ""
        what = spans.link(placed.assignment.what, placed)
        yield line(what, spans.DOT, spans.responsible(placed), f"{when} ", spans.status(state))


def compose_actions(facts: ReportFacts) -> Section:
    """Compose the åtgärder that are left to do; those that have ended stand in the appendix."""
    actions = facts.actions
    groups = (
        ("forsenade", "Försenade", actions.late),
        ("pagaende", "Pågående", actions.going_on),
        ("nya", "Nya", actions.new),
    )
    rows = tuple(
        row
        for name, words, found in groups
        if found
        for row in (
            Row((line(words),), id=f"_atgarder-{name}", group=True),
            *(
                Row(
                    (
                        line(spans.link(each.placed.action.what, each.placed)),
                        line(each.placed.action.responsible.name),
                        line(say_due(each.placed.action.due)),
                        line(spans.status(each.status.state)),
                        line(spans.link(say_short_day(each.meeting.day), each.meeting)),
                    )
                )
                for each in found
            ),
        )
    )
    table = Table(
        f"Öppna åtgärder, läget {say_short_day(facts.day)}",
        ("Åtgärd", "Ansvarig", "Senast", "Status", "Från mötet"),
        rows,
    )
    blocks = (Paragraph(say_actions(facts)), *((table,) if rows else ()))
    return Section("_atgarder", "Åtgärder", blocks, also=("_bild-atgarder",))


def say_due(day: date | None) -> str:
    """Write the last day of an åtgärd."""
    return say_short_day(day) if day else "ingen dag"


def say_actions(facts: ReportFacts) -> Line:
    """Say how many åtgärder have been done since the report before, are open and late."""
    done, late = len(facts.actions.done), len(facts.actions.late)
    left = late + len(facts.actions.going_on) + len(facts.actions.new)
    since = " sedan förra rapporten" if facts.before else ""
    if not (done or left or facts.actions.broken_off):
        return line(f"Inga åtgärder var öppna, och inga har blivit klara{since}.")
    report = line(" sedan ", spans.link("förra rapporten", facts.before)) if facts.before else ()
    finished = say_count(done, "åtgärd", "åtgärder") if done else "ingen åtgärd"
    klar = "klar" if done < 2 else "klara"
    opened = say_count(left, "är öppen", "är öppna") if left else "ingen är öppen"
    parts = (
        count_actions(facts, "klara", done, capitalize(finished)),
        f" har blivit {klar}",
        report,
        ". ",
        count_actions(facts, "öppna", left, capitalize(opened)),
        f" den {say_day(facts.day)}",
    )
    return line(*parts, *say_late(facts, left, late), ".")


def say_late(facts: ReportFacts, left: int, late: int) -> Iterator[Line]:
    """Yield how many of the open åtgärder are late."""
    if left == 1:
        words = "den är försenad" if late else "den är inte försenad"
        yield line(", och ", count_actions(facts, "försenade", late, words))
    elif left:
        words = say_count(late, "av dem försenad", "av dem försenade") if late else ""
        if late == left:
            words = "båda försenade" if late == 2 else "alla försenade"
        words = words or "ingen av dem försenad"
        yield line(", ", count_actions(facts, "försenade", late, words))


def count_actions(facts: ReportFacts, what: str, number: int, words: str) -> Line:
    """Return a number of åtgärder, in words."""
    return line(spans.counted(f"åtgärder/{facts.month}/{what}", number, "åtgärder", text=words))


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
    none = f"{capitalize(facts.meetings)} tog inte upp något kommande."
    block = Listing(items) if items else Paragraph(line(none))
    return Section("_kommande", "Kommande", (block,))


def compose_amendments(facts: ReportFacts) -> Iterator[Section]:
    """Yield what has come since the report was adopted, and which of its numbers it moved."""
    adopted = facts.report.file.adopted if facts.report.file else None
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
