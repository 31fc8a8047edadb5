"""What is shown where there is no page: while the archive holds fel, and at unknown addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from generator.pages.base.page import Page
from generator.pages.base.templating import plain_environment
from generator.pages.handwritten.build import address_of_doc, find_handwritten
from generator.pages.site import Section, Site
from generator.problems import Problem

TITLE = "Arkivet har fel"
NO_DAY = date(1970, 1, 1)  # never shown, but MkDocs's sitemap cannot hold an earlier one
ARTICLE = Markup(
    '<div class="lb"><h1 id="_top">{title}</h1>'
    "<p>Sidorna visas igen när felen är rättade och filerna sparade.</p>"
    "<ol>{problems}</ol></div>"
)
PROBLEM = Markup("<li><pre><code>{}</code></pre></li>")


def build_failure(root: Path, problems: Sequence[Problem]) -> Site:
    """Return a site whose every page lists the problems, which `mkdocs serve` shows."""
    items = Markup().join(PROBLEM.format(problem) for problem in problems)
    html = ARTICLE.format(title=TITLE, problems=items)
    addresses = {"index.html", *(address_of_doc(path) for path in find_handwritten(root))}
    pages = {address: Page(address, TITLE, html) for address in sorted(addresses)}
    return Site(TITLE, NO_DAY, pages, (Section(TITLE, "index.html"),), failure=pages["index.html"])


def build_missing(title: str) -> str:
    """Return the page of unknown addresses, where nobody has said which the site has on the web.

    It may be shown below any folder: it holds all it needs, and only leads to what stands beside it.
    """
    return plain_environment().get_template("base/missing.html").render(title=title)
