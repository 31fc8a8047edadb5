"""The MkDocs plugin: hooks only; the one module that imports MkDocs.

MkDocs gets an empty page for every address of the `Site`, and the article and its table of
contents after Python-Markdown, which never sees what a participant wrote. The theme's templates escape nothing, so every title we hand over is escaped here.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext
from pydantic_core import PydanticCustomError

from generator.article.addresses import relative
from generator.article.rewriting import same
from generator.pages.base import (
    Compiled,
    Page,
    VisibleLoader,
    as_bytes,
    load_scripts,
    pack,
    read_scripts,
    squeeze,
    unpack,
    with_policy,
)
from generator.pages.export import refuse_folder
from generator.pages.feeds.feed import FEED
from generator.pages.handwritten.beside import DOCS
from generator.pages.site import Site, build_failure, build_missing, build_site
from generator.problems import ArchiveError, CannotRun, show_lines
from generator.records import TOPS, parse_day
from generator.serving import Shelf, begin_serving, end_serving, finish_build

HERE = Path(__file__).parent
NAME, THEME = "lagesbild", "material"
# The template of a page that is written as it was by the build before.
AS_BEFORE = "as-before.html"
# A file that every site of ours holds: a folder without it is not emptied.
MARK = "assets/lagesbild.css"
# One choice of colours for the whole site, from a folder too.
SCOPE = "/"
INSTANT = "navigation.instant"
URL_SIGNS = "/:%@[]~"
ASKED_DAY = "LAGESBILD_DATE"
ASKED_READER = "LAGESBILD_FOR"
STYLES = ("assets/lagesbild.css", "assets/material.css", "assets/sok.css")
SCRIPTS = ("assets/sokruta.js", "assets/tabeller.js")
THEME_CODE = Compiled()
log = logging.getLogger("mkdocs.plugins.lagesbild")


class Settings(Config):  # type: ignore[no-untyped-call]
    """For whom the site is built; everything else is said in the mall, so that the export knows it."""

    läsare = Type(str, default="")


@dataclass(frozen=True, slots=True)
class Framed:
    """A page as the theme has written it, packed, with all that it was written of."""

    sign: tuple[object, ...]
    packed: bytes


FRAMED = Shelf[Framed]()


class VisibleTheme(Theme):
    """A theme as it was set up, of which nothing in hidden folders is listed at each build."""

    def __init__(self, theme: Theme) -> None:
        vars(self).update(vars(theme))

    def get_env(self) -> Any:
        """Return the environment that the theme's templates are read and rendered in."""
        env = super().get_env()
        env.loader = VisibleLoader(self.dirs)
        return env


class LagesbildPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Puts an archive's pages into a MkDocs site."""

    # MkDocs calls `on_startup` from its own commands only, not when it is used as a library.
    serving = False
    site: Site
    scripts: tuple[tuple[str, str], ...]
    signs: dict[str, tuple[object, ...]]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a broken archive may stop us: under `serve` it never does."""
        self.serving = command == "serve"
        if self.serving:
            begin_serving()

    def on_shutdown(self) -> None:
        """Let go of what builds have left for the next."""
        end_serving()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let go of what a build that went well had no use for; a broken archive asks for little."""
        if not self.site.failure:
            finish_build()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build all pages, and give MkDocs their navigation, style and folders to watch."""
        root = Path(config.config_file_path).parent
        refuse_settings(config, root)
        settle(config)
        reader = os.environ.get(ASKED_READER) or self.config.läsare
        try:
            self.site = build_site(root, asked_day(), reader)
        except CannotRun as error:
            raise Abort(f"Inget har byggts. {show_lines(str(error))}") from error
        except ArchiveError as error:
            if not self.serving:
                raise Abort(f"Arkivet har fel, så inget har byggts.\n\n{error}") from error
            # An error or warning would count in strict mode, and end the server.
            log.info("Arkivet har fel:\n\n%s", error)
            self.site = build_failure(root, () if reader else error.problems)
        if not config.site_url and self.site.home:
            # The theme escapes nothing that it makes of the address.
            config.site_url = f"{quote(self.site.home, safe=URL_SIGNS).rstrip('/')}/"
        config.nav = [{escape(row.title): to_source(row.address)} for row in self.site.navigation]
        config.site_name = escape(self.site.title)
        self.scripts = tuple(read_scripts([*map(Path, config.theme.dirs)], SCOPE))
        # MkDocs takes a template from the first folder that has one of that name.
        config.theme.dirs.insert(0, str(HERE / "theme"))
        config.theme = VisibleTheme(config.theme)
        config.extra_css = [*STYLES, *config.extra_css]
        config.extra_javascript = [*SCRIPTS, *config.extra_javascript]
        config.watch.extend(str(root / name) for name in TOPS if (root / name).is_dir())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a file for every page, and our style sheets; of `docs/` nothing goes straight out."""
        # Its pages are among ours, and nothing else in it may pass as a page or hide the theme's.
        own = [file for file in files if file.src_dir == config.docs_dir]
        for file in own:
            files.remove(file)
        # To look through the theme takes as long as to write ten pages, and few have what it has.
        if any(
            (Path(folder) / file.src_uri).is_file() for folder in config.theme.dirs for file in own
        ):
            files.add_files_from_theme(config.theme.get_env(), config)
        # Without NOT_IN_NAV every build would list all pages that the navigation leaves out.
        for source in map(to_source, self.site.pages):
            made = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(made)
        for address, content in self.site.files.items():
            # MkDocs writes text with the system's line ends; bytes stay what they are.
            files.append(File.generated(config, address, content=as_bytes(content)))
        for address, copied in self.site.copies.items():
            files.append(File.generated(config, address, abs_src_path=str(copied)))
        for address, code in self.scripts:
            files.append(File.generated(config, address, content=as_bytes(code)))
        for asset in sorted((HERE / "assets").iterdir()):
            files.append(File.generated(config, f"assets/{asset.name}", abs_src_path=str(asset)))
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Let the theme's templates be compiled once for all builds of `serve`."""
        env.bytecode_cache = THEME_CODE
        self.signs = {}
        # Another plugin may put anything into a page, and templates of one's own read anything.
        if self.serving and [*config.plugins] == [NAME] and not config.theme.custom_dir:
            frame = f"{read_frame(config)}{self.scripts}"
            for address, own in self.site.pages.items():
                page = mkdocs_page(files, address)
                sign = self.signs[address] = (frame, own.packed, own.headings, *sign_page(page))
                known = FRAMED.find(address)
                if known and same(sign, known.sign):
                    page.meta["template"] = AS_BEFORE
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang the pages that the navigation leaves out under those that it has."""
        # To MkDocs a page outside the navigation has no parent, and so no breadcrumb and no active
        # section, and no neighbours.
        for address, page in self.site.pages.items():
            target = mkdocs_page(files, address)
            if target not in nav.pages:
                target.title = escape(page.title)
                target.parent = mkdocs_page(files, page.parent)  # type: ignore[assignment]
            before, after = page.previous, page.following
            target.previous_page = mkdocs_page(files, before.address) if before else None
            target.next_page = mkdocs_page(files, after.address) if after else None
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Keep Python-Markdown away from the pages we write."""
        own = self.site.pages.get(page.file.dest_uri)
        if own is None:
            return markdown
        # The navigation's short title must not become the title of the browser's tab; the first page
        # is named as the site is, and once is enough.
        if own.title != self.site.title:
            page.meta["title"] = escape(own.title)
        page.meta["running"] = own.running
        page.meta["feed"] = FEED if FEED in own.files else ""
        page.meta["scripts"] = [f"assets/{name}" for name in own.scripts]
        return ""

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Give the page its contents and the day it was last changed, but no article yet."""
        own = self.site.pages.get(page.file.dest_uri)
        # MkDocs would put the day of building in the sitemap; the same commit gives the same bytes.
        page.update_date = str(own.changed if own and own.changed else self.site.today)
        if own is None:
            return html
        page.toc = to_contents(own)
        page.present_anchor_ids = {heading.anchor for heading in own.headings}
        return html

    # First of all plugins, for which the page then is as it would have been all along.
    @event_priority(100)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put the article in: MkDocs has read every page before it writes the first of them."""
        address = page.file.dest_uri
        if page.meta.get("template") == AS_BEFORE and (known := FRAMED.find(address)):
            page.content = unpack(known.packed)
        elif own := self.site.pages.get(address):
            page.content = own.html
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Let go of the article, and give the page its policy; what only fills the frame is left out."""
        page.content = None
        address = page.file.dest_uri
        known = FRAMED.find(address) if page.meta.get("template") == AS_BEFORE else None
        html = output if known else self.guard(squeeze(output), relative(address, ""))
        if sign := self.signs.get(address):
            FRAMED.put(address, known or Framed(sign, pack(html)))
        return html

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Under `serve`, a broken archive says so at every address, the unknown ones too."""
        if template_name != "404.html":
            return output
        if self.site.failure:
            return self.site.failure.html
        # The theme's page is shown at every address, so it works only where its own is known.
        if not config.site_url:
            return self.guard(build_missing(self.site.title))
        return self.guard(output, urlsplit(config.site_url).path)

    def guard(self, html: str, root: str = "") -> str:
        """Add the policy, except under `serve`: its server puts a script of its own in each page."""
        html = load_scripts(html, self.scripts, root)
        return html if self.serving else with_policy(html)


def read_frame(config: MkDocsConfig) -> str:
    """Return all that the theme's templates are given whichever page they write, and our own of them."""
    templates = (file.read_text("utf-8") for file in sorted((HERE / "theme").rglob("*.html")))
    return "\n".join((repr(dict(config)), repr(dict(config.theme)), *templates))


def refuse_settings(config: MkDocsConfig, root: Path) -> None:
    """Stop where `mkdocs.yml` asks for what the pages are not made for."""
    if config.theme.name != THEME:
        raise Abort(f'mkdocs.yml: Temat måste vara {THEME}. Skriv "theme: {{name: {THEME}}}".')
    if Path(config.docs_dir) != root / DOCS:
        raise Abort(f'mkdocs.yml: Sidorna ska ligga i {DOCS}. Skriv "docs_dir: {DOCS}".')
    try:
        refuse_folder(root, Path(config.site_dir), MARK)
    except CannotRun as error:
        raise Abort(f"Inget har byggts. {show_lines(str(error))}") from error


def settle(config: MkDocsConfig) -> None:
    """Set what has only one value that works, whatever `mkdocs.yml` says."""
    # Our links lead to files, so that the site opens from a folder.
    config.use_directory_urls = False
    config.exclude_docs = config.draft_docs = config.not_in_nav = None
    config.extra |= {"scope": SCOPE, "homepage": "index.html"}
    # Words, which the theme writes as they are.
    for name in ("copyright", "repo_name", "site_author", "site_description"):
        config[name] = escape(config[name]) if config[name] else None
    # Nothing is fetched from elsewhere, and every page loads its own scripts.
    config.theme["font"] = False
    config.theme["features"] = [
        name for name in config.theme.get("features", []) if not name.startswith(INSTANT)
    ]


def asked_day() -> date | None:
    """Return the day the environment asks the archive to be read on."""
    text = os.environ.get(ASKED_DAY)
    try:
        return parse_day(text) if text else None
    except PydanticCustomError as error:
        raise Abort(f"{ASKED_DAY}: {error.message()}") from error


def to_source(address: str) -> str:
    """Return the Markdown file MkDocs makes a page's address from."""
    return address.removesuffix(".html") + ".md"


def mkdocs_page(files: Files, address: str) -> MkDocsPage:
    """Return MkDocs's own page at an address."""
    file = files.src_uris[to_source(address)]
    assert file.page is not None
    return file.page


def sign_page(page: MkDocsPage) -> Iterator[str]:
    """Yield all that the theme's templates may ask a page for, besides its article and headings."""
    around = (page, page.previous_page, page.next_page, *page.ancestors)
    yield from (f"{near.title!r} {getattr(near, 'url', '')}" if near else "" for near in around)
    yield f"{page.meta} {page.update_date}"


def to_contents(page: Page) -> TableOfContents:
    """Write a page's headings as MkDocs's table of contents, below its title."""
    # Material takes the one link of level one for the page's title and shows what hangs below it.
    top = AnchorLink(escape(page.title), "_top", 1)
    for heading in page.headings:
        link = AnchorLink(escape(heading.title), heading.anchor, heading.level)
        parent = top.children[-1] if heading.level == 3 and top.children else top
        parent.children.append(link)
    return TableOfContents([top])
