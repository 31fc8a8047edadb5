"""What came of a decision's uppdrag, as whoever had it accounts for it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.article.addresses import ACCOUNT_ANCHOR, ref_of
from generator.article.values import (
    Chart,
    Facts,
    Item,
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
from generator.pages.base import Build
from generator.pages.decision.charts import chart_causes
from generator.pages.shared import spans
from generator.records import Account, Decision
from generator.swedish import decapitalize, join_words, say_day


def compose_account(build: Build, decision: Decision, number: int) -> Iterator[Section]:
    """Yield the account of the uppdrag, the causes, the chain of events and the factors.

    `number` is that of its figure on the page.
    """
    account = build.archive.account.get(decision.id)
    if account is None:
        return
    edit = Ref("edit", account.path) if build.archive.mall.edit_address else None
    function = f", {decapitalize(account.function)}" if account.function else ""
    who = spans.link(account.organisation.name, account.organisation)
    facts = Facts(
        (
            ("Källor", line(join_words(account.sources) or "inga angivna")),
            ("Begränsningar", line(account.limits or "inga angivna")),
        )
    )
    head = Paragraph(line(f"{say_day(account.day)}{spans.DOT}", who, function), Role.FACTS)
    blocks = (head, Prose(account.text, ref_of(account)), facts)
    yield Section(ACCOUNT_ANCHOR, f"Redovisning: {account.title}", blocks, edit=edit)
    if figure := chart_causes(decision, account):
        yield Section("_orsaker", "Orsakerna i översikt", (Chart(figure, number),))
    if account.events:
        items = tuple(Item(line(text), number=n) for n, text in enumerate(account.events, 1))
        yield Section("_kedja", "Händelsekedjan steg för steg", (Listing(items, ordered=True),))
    if account.factors:
        yield Section("_faktorer", "Risk- och skyddsfaktorer", (tabulate_factors(build, account),))


def tabulate_factors(build: Build, account: Account) -> Table:
    """Return the factors of an account by context."""
    rows = []
    for context in build.archive.mall.contexts:
        own = [row for row in account.factors if row.context == context]
        if not own:
            continue
        risks = join((line(row.text) for row in own if row.risk), "; ")
        protective = join((line(row.text) for row in own if row.protective), "; ")
        none = line(spans.missing("inga angivna"))
        rows.append(Row((line(context.name), risks or none, protective or none)))
    columns = ("Kontext", "Riskfaktorer", "Skyddsfaktorer")
    return Table("Risk- och skyddsfaktorer efter kontext", columns, tuple(rows))
