"""What a page may load and run: a policy in the page itself, so that it holds from a folder too."""

from __future__ import annotations

import base64
import hashlib
import re

# A page's own files are its only source. The theme and pasted tables set styles in the page, and
# the theme's style sheets hold small pictures. What `default-src` does not cover is said by name.
POLICY = (
    "default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
HEAD = "<head>"
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
# A script with an address falls under 'self', and JSON is never run.
NOT_INLINE = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)


def with_policy(html: str, article: str = "") -> str:
    """Return a page with its policy first in its head.

    The frame's own inline scripts may run, by the hash of each as it stands, so that a new version
    of the theme keeps working. The article holds what participants wrote: no script in it may.
    """
    before, head, after = html.partition(HEAD)
    if not head:
        raise ValueError("the page has no <head>")
    frame = html.replace(article, "") if article else html
    allowed = dict.fromkeys(hash_of(code) for about, code in SCRIPT.findall(frame) if runs(about))
    content = POLICY.format(scripts=" ".join(["'self'", *allowed]))
    return f'{before}{head}\n<meta http-equiv="Content-Security-Policy" content="{content}">{after}'


def runs(attributes: str) -> bool:
    """Say whether a script element with these attributes runs what stands in it."""
    return not NOT_INLINE.search(attributes)


def hash_of(code: str) -> str:
    """Return an inline script's name in a policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
