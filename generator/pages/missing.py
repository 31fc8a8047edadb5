"""The page of unknown addresses, where nobody has said which address the site has on the web.

It may be shown below any folder, so it holds all it needs, and only leads to what stands beside it.
"""

from __future__ import annotations

from generator.pages.templating import plain_environment


def build_missing(title: str) -> str:
    """Return the page, in its own frame."""
    return plain_environment().get_template("missing.html").render(title=title)
