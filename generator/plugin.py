"""The MkDocs plugin: hooks only; the one module that imports MkDocs.

MkDocs gets an empty page for every address of the `Site`, and the article and its table of
contents at `on_page_content`, so that Python-Markdown never sees what a participant wrote. The
theme's templates escape nothing, so every title we hand over is escaped here.
"""

from __future__ import annotations

import logging
import os
from datetime import date
from pathlib import Path
from typing import Literal

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.pages.failure import build_failure
from generator.pages.page import Page
from generator.pages.policy import with_policy
from generator.pages.site import Section, Site, build_site
from generator.problems import ArchiveError
from generator.records import TOPS
from generator.terminal import find_cache, show_progress

HERE = Path(__file__).parent
STYLES = ("assets/lagesbild.css", "assets/material.css", "assets/sok.css")
SCRIPTS = ("assets/sokruta.js",)
log = logging.getLogger("mkdocs.plugins.lagesbild")


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """Everything is said in the mall, so that the export knows it too."""


class LagesbildPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Puts an archive's pages into a MkDocs site."""

    # MkDocs calls `on_startup` from its own commands only, not when it is used as a library.
    serving = False
    site: Site

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a broken archive may stop us: under `serve` it never does."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build all pages, and give MkDocs their navigation, style and folders to watch."""
        root = Path(config.config_file_path).parent
        try:
            self.site = build_site(root, asked_day(), cache=find_cache(), progress=show_progress)
        except ArchiveError as error:
            if not self.serving:
                raise Abort(f"Arkivet har fel, så inget har byggts.\n\n{error}") from error
            # An error or warning would count in strict mode, and end the server.
            log.info("Arkivet har fel:\n\n%s", error)
            self.site = build_failure(root, error.problems)
        log.info("Diagram som ritades: %d", self.site.drawn)
        config.nav = [to_nav(section) for section in self.site.navigation]
        config.site_name = escape(self.site.title)
        # MkDocs takes a template from the first folder that has one of that name.
        config.theme.dirs.insert(0, str(HERE / "theme"))
        config.extra_css = [*STYLES, *config.extra_css]
        config.extra_javascript = [*SCRIPTS, *config.extra_javascript]
        config.watch.extend(str(root / name) for name in TOPS if (root / name).is_dir())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a file for every page that no hand-written one stands for, and our style sheets."""
        # Without NOT_IN_NAV every build would list all pages that the navigation leaves out.
        for address in self.site.pages:
            if to_source(address) not in files.src_uris:
                files.append(
                    File.generated(
                        config, to_source(address), content="", inclusion=InclusionLevel.NOT_IN_NAV
                    )
                )
        for address, text in self.site.files.items():
            # MkDocs writes text with the system's line ends; bytes stay what they are.
            files.append(File.generated(config, address, content=text.encode()))
        for asset in sorted((HERE / "assets").iterdir()):
            files.append(File.generated(config, f"assets/{asset.name}", abs_src_path=str(asset)))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang the pages that the navigation leaves out under their years and sections."""
        # To MkDocs a page outside the navigation has no parent, and so no breadcrumb and no active
        # section, and no neighbours.
        for address, page in self.site.pages.items():
            target = mkdocs_page(files, address)
            if target not in nav.pages:
                target.title = escape(page.title)
                target.parent = mkdocs_page(files, page.parent)  # type: ignore[assignment]
            target.previous_page = (
                mkdocs_page(files, page.previous.address) if page.previous else None
            )
            target.next_page = (
                mkdocs_page(files, page.following.address) if page.following else None
            )
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Keep Python-Markdown away from the pages we write."""
        own = self.site.pages.get(page.file.dest_uri)
        if own is None:
            return markdown
        # The navigation's short title ("2026") must not become the title of the browser's tab; the
        # first page is named as the site is, and once is enough.
        if own.title != self.site.title:
            page.meta["title"] = escape(own.title)
        page.meta["scripts"] = [f"assets/{name}" for name in own.scripts]
        return ""

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Put the article in, with its contents and the day it was last changed."""
        own = self.site.pages.get(page.file.dest_uri)
        # MkDocs would put the day of building in the sitemap; the same commit gives the same bytes.
        page.update_date = str(own.changed if own and own.changed else self.site.today)
        if own is None:
            return html
        page.toc = to_contents(own)
        page.present_anchor_ids = {heading.anchor for heading in own.headings}
        return own.html

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Give the page its policy; what hangs in the frame is the theme's, the article is ours."""
        return self.guard(output, page.content or "")

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Under `serve`, a broken archive says so at every address, the unknown ones too."""
        if template_name != "404.html":
            return output
        return self.site.failure.html if self.site.failure else self.guard(output)

    def guard(self, html: str, article: str = "") -> str:
        """Add the policy, except under `serve`: its server puts a script of its own in each page."""
        return html if self.serving else with_policy(html, article)


def asked_day() -> date | None:
    """Return the day the environment asks the archive to be read on."""
    text = os.environ.get("LAGESBILD_DATE")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Abort(f'LAGESBILD_DATE: "{text}" är inget datum. Skriv ÅÅÅÅ-MM-DD.') from error


def to_source(address: str) -> str:
    """Return the Markdown file MkDocs makes a page's address from."""
    return address.removesuffix(".html") + ".md"


def mkdocs_page(files: Files, address: str) -> MkDocsPage:
    """Return MkDocs's own page at an address."""
    file = files.src_uris[to_source(address)]
    assert file.page is not None
    return file.page


def to_nav(section: Section) -> dict[str, object]:
    """Write a section as `mkdocs.yml` would."""
    title = escape(section.title)
    if not section.children:
        return {title: to_source(section.address or "index.html")}
    own = [to_source(section.address)] if section.address else []
    return {title: [*own, *(to_nav(child) for child in section.children)]}


def to_contents(page: Page) -> TableOfContents:
    """Write a page's headings as MkDocs's table of contents, below its title."""
    # Material takes the one link of level one for the page's title and shows what hangs below it.
    top = AnchorLink(escape(page.title), "_top", 1)
    for heading in page.headings:
        link = AnchorLink(escape(heading.title), heading.anchor, heading.level)
        parent = top.children[-1] if heading.level == 3 and top.children else top
        parent.children.append(link)
    return TableOfContents([top])
