"""The guides' pictures, taken of the example's own pages: `make pictures` writes them to `docs/assets`.

They are taken with two points for each of the page's, in few colours, so that they weigh little.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from generator.pages.export import write_export
from tests.conftest import FLAGS, find_chromium
from tests.places import ROOT

FOLDER = ROOT / "docs" / "assets"
COLOURS = 48
# Puts a value in each control by its name, as somebody who writes does.
FILL = """(values) => {
  for (const [name, value] of Object.entries(values)) {
    const control = document.getElementById(`_${name}`);
    // A Swedish browser shows a day as the files have it; the one of the tests knows no Swedish.
    if (control.type === "date") control.type = "text";
    control.value = value;
    control.dispatchEvent(new Event("change", {bubbles: true}));
  }
  document.querySelector(".lb-form").dispatchEvent(new Event("input", {bubbles: true}));
  window.scrollTo(0, 0);
  document.activeElement.blur();
}"""
ENTRY = {
    "organisation": "NVK",
    "problemtyp": "Klotter",
    "rubrik": "Klotter på scenen i Ejalunden",
    "text": "Scenens baksida var nedklottrad när vi kom dit på onsdagen. Vi tvättade bort det samma dag.",
    "plats": "Ejalunden",
    "datum": "2026-12-09",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its page, how wide the window is, what is written first, and what is shown of it.

    It shows the first part that `first` finds down to the last one that `last` finds.
    """

    page: str
    first: str
    last: str
    width: int = 760
    fill: dict[str, str] = field(default_factory=dict)
    press: str = ""


SHOTS = {
    "rapport": Shot("rapporter/2026-11.html", "h1", ".lb-board", width=1280),
    "rapportera": Shot("rapportera.html", "h1", "#_datum", fill=ENTRY),
    "rapportera-skicka": Shot(
        "rapportera.html",
        "#_sandning",
        ".lb-sending .lb-note",
        fill=ENTRY,
        press=".lb-form [type=submit]",
    ),
    "nasta-mote": Shot("nasta-mote.html", "h1", "section:nth-of-type(2)"),
    "att-ta-stallning-till": Shot("att-ta-stallning-till.html", "h1", ".lb-proposal .lb-quote"),
}
MARGIN = 16


def take(tab: Page, folder: Path, shot: Shot) -> bytes:
    """Return a picture of one page of a site in a folder, as PNG."""
    tab.set_viewport_size({"width": shot.width, "height": 900})
    tab.goto((folder / shot.page).as_uri())
    # What is above the heading would be cut off.
    around = "body > header, body > nav { display: none !important; }"
    tab.add_style_tag(content=f"{around} .lb-up, .lb-banner {{ visibility: hidden; }}")
    if shot.fill:
        tab.evaluate(FILL, shot.fill)
    if shot.press:
        tab.click(shot.press)
        tab.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    first = tab.locator(f"main {shot.first}").first.bounding_box()
    last = tab.locator(f"main {shot.last}").first.bounding_box()
    assert first, shot
    assert last, shot
    left, width = min(first["x"], last["x"]), max(first["width"], last["width"])
    return tab.screenshot(
        full_page=True,
        clip={
            "x": left - MARGIN,
            "y": first["y"] - MARGIN,
            "width": width + 2 * MARGIN,
            "height": last["y"] + last["height"] - first["y"] + 2 * MARGIN,
        },
    )


def shrink(picture: bytes) -> bytes:
    """Return a PNG in few colours."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def take_all(names: list[str]) -> None:
    """Write the pictures of some names, or all."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_export(ROOT, Path(folder, "site"))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        tab = browser.new_context(device_scale_factor=2, locale="sv-SE").new_page()
        tab.clock.set_fixed_time("2026-12-10T10:00:00")
        for name in names or SHOTS:
            (FOLDER / f"{name}.png").write_bytes(
                shrink(take(tab, Path(folder, "site"), SHOTS[name]))
            )
        browser.close()


if __name__ == "__main__":
    take_all(sys.argv[1:])
