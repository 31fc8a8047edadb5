"""The form's scripts made small: `make form` writes what the sources beside them give.

They are kept beside the sources, so that a site is built without the tool that makes them, which
is not to be had for every computer.
"""

from __future__ import annotations

import sys
import tomllib

from packaging.requirements import Requirement

from generator.pages.form.choices import HERE
from tests.places import ROOT

SHARED = ("guard.js", "entry.js", "fields.js", "ends.js")
PARTS = {
    "rapportera.js": (*SHARED, "page.js", "lead.js"),
    "anteckna.js": (*SHARED, "notes.js"),
}


def can_shrink() -> bool:
    """Say whether pyproject.toml lets this machine have the tool that shortens."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needs = map(Requirement, project["project"]["optional-dependencies"]["test"])
    marker = next(need.marker for need in needs if need.name == "tdewolff-minify")
    return not marker or marker.evaluate()


def shrink(parts: tuple[str, ...]) -> str:
    """Return the script of some parts, without blanks, comments and long names of their own."""
    import minify

    texts = ((HERE / name).read_text("utf-8") for name in parts)
    # The parts share one scope, and nothing of it is the window's that no part puts there.
    source = '"use strict";\n(function () {\n' + "".join(texts) + "})();\n"
    return minify.string("application/javascript", source) + "\n"


if __name__ == "__main__":
    if not can_shrink():
        sys.exit(
            "Verktyget som förkortar skripten finns inte för den här datorn. Kör make form på en annan."
        )
    for script, parts in PARTS.items():
        (HERE / script).write_text(shrink(parts), encoding="utf-8", newline="\n")
